import { FACTOR_PROXIES } from "#core/factors/factor-table.ts";
import type { FactorEpisode } from "#core/scenarios/factor-episodes.ts";
import type { ScenarioMoves } from "#core/scenarios/scenario-moves.ts";
import { TLT_SENSITIVITY } from "#core/scenarios/translate-shocks.ts";
import type { Evidence } from "../evidence.ts";
import type { Absence, ExplainInput, Reasoning, Unit } from "../explanation.ts";
import { covarianceGiven, covarianceInputs, modelAbsence } from "../factor-model.ts";
import type { Given } from "../given.ts";
import { constantInput, numberInput, resultInput, resultsInput } from "../inputs.ts";
import { keyOf } from "../keys.ts";
import { JOINT_FACTORS, legsOf } from "../risk-inputs.ts";
import { dotProduct, solve } from "../textbook.ts";

/** What a scenario of the table shocks, by the name the table gives it. */
const STYLES: Readonly<Record<string, string>> = {
  momentum: "Momentum",
  size: "Size",
  quality: "Quality",
  low_volatility: "Low Volatility",
};

/** The scenario's shocks as the table states them: `absolute[Market]`, `relative[Value]`, `basis points[Interest_Rate]`. */
export function shockInputs({ scenario }: ScenarioMoves): readonly ExplainInput[] {
  return scenario.shocks.map(({ factor, type, size }) =>
    numberInput(
      `${type === "basisPoints" ? "basis points" : type}[${factor}]`,
      size,
      { kind: "table", table: "scenarios", row: scenario.id },
      { about: ABOUT[type], unit: type === "basisPoints" ? "basis points" : "fraction" },
    ),
  );
}

const ABOUT = {
  absolute: "return that the scenario names",
  relative: "return over the market that the scenario names, or a relative change of volatility",
  basisPoints: "change of the yield that the scenario names",
} as const;

/** How one joint factor moves when only what the scenario names does. */
export function explainDirectMove(evidence: Evidence, moves: ScenarioMoves, factor: string): Reasoning {
  const place = JOINT_FACTORS.findIndex(({ name }) => name === factor);
  if (moves.source === "replay" && moves.fromTable[place] !== true)
    return explainReplayed(evidence, moves, place);
  return {
    formula:
      TABLE_FORMULAS[factor] ??
      "move = style over the market: relative, or absolute less the market's; 0 where not named",
    inputs: [
      ...shockInputs(moves),
      ...(factor === "rates"
        ? [
            constantInput("D", TLT_SENSITIVITY.duration, "duration of TLT", "years"),
            constantInput("C", TLT_SENSITIVITY.convexity, "convexity of TLT, in years squared", "years"),
          ]
        : []),
    ],
    reproduce: (given) => tableMove(given, factor),
  };
}

const TABLE_FORMULAS: Readonly<Record<string, string>> = {
  market: "move = absolute[Market], 0 where not named",
  growth_value:
    "move = Growth − Value, each over the market: relative, or absolute less the market's; 0 where not named",
  rates: "move = −D·Δy + ½·C·Δy², Δy = basis points/10 000; 0 where not named",
};

function tableMove(given: Given, factor: string): number {
  const named = (name: string) => (given.has(name) ? given.number(name) : 0);
  const market = named("absolute[Market]");
  const overMarket = (style: string) =>
    given.has(`absolute[${style}]`)
      ? given.number(`absolute[${style}]`) - market
      : named(`relative[${style}]`);
  if (factor === "market") return market;
  if (factor === "growth_value") return overMarket("Growth") - overMarket("Value");
  if (factor !== "rates") return overMarket(STYLES[factor]!);
  const change = named("basis points[Interest_Rate]") / 10_000;
  return -given.number("D") * change + 0.5 * given.number("C") * change * change;
}

/** What a factor did in the scenario's episode. */
function explainReplayed(evidence: Evidence, { scenario }: ScenarioMoves, place: number): Reasoning {
  const { factor } = JOINT_FACTORS[place]!;
  const window = scenario.window!;
  const proxies = FACTOR_PROXIES as readonly string[];
  const returns = episodeOf(evidence, scenario.id)?.proxyReturns;
  const [long, short] = legsOf([factor]);
  return {
    formula: `move = ${short === undefined ? `R[${long}]` : `R[${long}] − R[${short}]`} of the episode`,
    inputs: legsOf([factor]).map((symbol) =>
      numberInput(
        `R[${symbol}]`,
        returns?.[proxies.indexOf(symbol)] ?? Number.NaN,
        { kind: "prices", symbol, series: "adjusted close" },
        {
          about: `total return of ${symbol} from the last close on or before ${window.from} to the one of ${window.to}`,
          unit: "fraction",
          session: window.to,
        },
      ),
    ),
    reproduce: (given) =>
      given.number(`R[${long}]`) - (short === undefined ? 0 : given.number(`R[${short}]`)),
  };
}

/** What the market knows of a scenario's episode. */
export function episodeOf({ market }: Evidence, scenarioId: string): FactorEpisode | undefined {
  return market.episodes?.find((episode) => episode.scenarioId === scenarioId);
}

/** How one joint factor is expected to move, given what the scenario names. */
export function explainExpectedMove(evidence: Evidence, moves: ScenarioMoves, factor: string): Reasoning {
  const place = JOINT_FACTORS.findIndex(({ name }) => name === factor);
  return {
    formula: "move = E[f | f_S] = Σ_kS·Σ_SS⁻¹·f_S, S the factors shocked; f_S itself for those",
    inputs: [shockedInput(evidence, moves), ...covarianceInputs(evidence)],
    reproduce: (given) => {
      const sigma = covarianceGiven(given);
      if (sigma === null) return Number.NaN;
      const { places, sizes } = shockedGiven(given);
      const own = places.indexOf(place);
      if (own >= 0) return sizes[own]!;
      const weights = solve(subMatrix(sigma, places), sizes);
      return dotProduct(
        places.map((s) => sigma[place]![s]!),
        weights,
      );
    },
    absence: stressAbsence(evidence),
  };
}

/** `f`: the moves of the factors that the scenario shocks. */
export function shockedInput({ session }: Evidence, { scenario, shocks }: ScenarioMoves): ExplainInput {
  const entries = JOINT_FACTORS.flatMap(({ name }, k) =>
    shocks.shocked[k]
      ? [
          {
            label: name,
            key: keyOf("stress", scenario.id, "direct_moves", name),
            value: shocks.factorReturns[k]!,
          },
        ]
      : [],
  );
  return resultsInput("f", "factor", entries, {
    about: "moves of the joint factors that are shocked",
    unit: "fraction",
    session,
  });
}

function shockedGiven(given: Given): {
  readonly places: readonly number[];
  readonly sizes: readonly number[];
} {
  const places = given.labels("f").map((label) => JOINT_FACTORS.findIndex(({ name }) => name === label));
  return { places, sizes: given.values("f") };
}

function subMatrix(
  matrix: readonly (readonly number[])[],
  places: readonly number[],
): readonly (readonly number[])[] {
  return places.map((i) => places.map((j) => matrix[i]![j]!));
}

/** √(f′(hΣ_SS)⁻¹f): how far out the shock lies. */
export function explainDistance(evidence: Evidence, moves: ScenarioMoves): Reasoning {
  const episode = moves.source === "replay" ? episodeOf(evidence, moves.scenario.id) : undefined;
  return {
    formula: "distance = √(f_S′·(h·Σ_SS)⁻¹·f_S)",
    inputs: [
      shockedInput(evidence, moves),
      constantInput("h", episode?.sessions ?? 252, "sessions in which the shock happens", "count"),
      ...covarianceInputs(evidence),
    ],
    reproduce: (given) => {
      const sigma = covarianceGiven(given);
      if (sigma === null) return Number.NaN;
      const { places, sizes } = shockedGiven(given);
      const solution = solve(subMatrix(sigma, places), sizes);
      return Math.sqrt(dotProduct(sizes, solution) / given.number("h"));
    },
    absence: stressAbsence(evidence),
  };
}

export function stressAbsence(evidence: Evidence): Absence {
  return modelAbsence(evidence);
}

/** Another number of the same scenario. */
export function ownStress(
  { session }: Evidence,
  scenarioId: string,
  name: string,
  field: string,
  value: number,
  unit: Unit,
): ExplainInput {
  return resultInput(name, keyOf("stress", scenarioId, field), value, {
    about: field.replaceAll("_", " "),
    unit,
    session,
  });
}
