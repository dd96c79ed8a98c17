import { bookAt } from "#core/pipeline/portfolio-analytics.ts";
import type { StressMove, StressRow } from "#core/pipeline/stress-rows.ts";
import type { ScenarioMoves } from "#core/scenarios/scenario-moves.ts";
import { positionRow } from "#core/valuation/position-row.ts";
import type { Evidence } from "../evidence.ts";
import type { ExplainInput, Reasoning } from "../explanation.ts";
import { bookGiven, bookInputs } from "../factor-model.ts";
import type { Given } from "../given.ts";
import { constantInput, resultInput, resultsInput, seriesInput } from "../inputs.ts";
import { keyOf } from "../keys.ts";
import { optionInputs, optionRevaluation } from "../option-model.ts";
import { holdingsOf, JOINT_FACTORS, loadingOf } from "../risk-inputs.ts";
import { dotProduct, sum } from "../textbook.ts";
import { navInput, ownNumber } from "./position-pnl.ts";
import { ownStress, shockInputs, stressAbsence } from "./stress-moves.ts";

/** The two readings of a scenario: only the shocked factors move, or the others as those let expect. */
export type StressReading = "direct" | "correlated";

/** `f`: how the joint factors move in a reading. */
function moveInput(
  { session }: Evidence,
  scenarioId: string,
  reading: StressReading,
  { moves }: StressMove,
): ExplainInput {
  const entries = JOINT_FACTORS.map(({ name }, k) => ({
    label: name,
    key: keyOf("stress", scenarioId, `${reading}_moves`, name),
    value: moves[k] ?? Number.NaN,
  }));
  return resultsInput("f", "factor", entries, {
    about: "moves of the joint factors",
    unit: "fraction",
    session,
  });
}

/** What one factor does to the book: e·f. */
export function explainFactorPnl(
  evidence: Evidence,
  row: StressRow,
  reading: StressReading,
  factor: string,
): Reasoning {
  const k = JOINT_FACTORS.findIndex(({ name }) => name === factor);
  return {
    formula: `P&L/NAV by ${factor} = f·Σ w·b over the holdings with all loadings`,
    inputs: [...bookInputs(evidence), moveInput(evidence, row.scenarioId, reading, row[reading])],
    reproduce: (given) => {
      const book = bookGiven(given);
      const covered = book.flatMap(({ weight, loadings }) =>
        loadings === null ? [] : [{ weight, loadings }],
      );
      if (covered.length === 0 && book.length > 0) return Number.NaN;
      return sum(covered.map(({ weight, loadings }) => weight * loadings[k]!)) * given.values("f")[k]!;
    },
    absence: stressAbsence(evidence),
  };
}

/** What one holding does: w·b′f. */
export function explainSymbolPnl(
  evidence: Evidence,
  row: StressRow,
  reading: StressReading,
  label: string,
): Reasoning {
  const holding = holdingsOf(evidence.riskHoldings).find((one) => one.label === label);
  const loadings = JOINT_FACTORS.map(({ name }) => ({
    label: name,
    key: keyOf("loadings", holding?.symbol ?? label, `joint_${name}`),
    value: holding?.isListed === true ? loadingOf(evidence, holding.symbol, `joint_${name}`) : Number.NaN,
  }));
  return {
    formula: "P&L/NAV by the holding = w·Σ b·f over the joint factors",
    inputs: [
      resultInput("w", keyOf("holdings", label, "weight"), holding?.weight ?? Number.NaN, {
        about: `weight of ${label}`,
        unit: "fraction of NAV",
        session: evidence.session,
      }),
      resultsInput("b", "factor", loadings, {
        about: `joint loadings of ${label}`,
        unit: "per unit of factor return",
        session: evidence.session,
      }),
      moveInput(evidence, row.scenarioId, reading, row[reading]),
    ],
    reproduce: (given) => given.number("w") * dotProduct(given.values("b"), given.values("f")),
    absence: stressAbsence(evidence),
  };
}

/** What full revaluation of one option adds to what its delta says. */
export function explainOptionPnl(
  evidence: Evidence,
  moves: ScenarioMoves,
  row: StressRow,
  reading: StressReading,
  positionId: string,
): Reasoning {
  const lot = evidence.valuation.lots.find(({ position }) => position.id === positionId);
  if (lot === undefined) throw new RangeError(`no lot ${positionId}`);
  const book = bookAt(evidence.riskHoldings, evidence.risk, evidence.ordinal);
  const place = book.options.findIndex((option) => option.positionId === positionId);
  const K = JOINT_FACTORS.length;
  const loadings = book.optionLoadings.subarray(place * K, (place + 1) * K);
  const underlying = lot.position.option?.underlying ?? "";
  const { quantity } = positionRow(evidence.valuation, lot, evidence.ordinal);
  return {
    formula:
      "P&L/NAV = q·m·(BS(S·(1 + b′f), σ·(1 + vol), r + Δy) − BS(S, σ, r) − δ·S·b′f) / NAV, S and σ not below 0; b′f = 0 without loadings",
    inputs: [
      ownNumber(evidence, lot, "q", "quantity", quantity),
      constantInput("m", lot.multiplier, "units per contract", "ratio"),
      navInput(evidence),
      resultsInput(
        "b",
        "factor",
        JOINT_FACTORS.map(({ name }, k) => ({
          label: name,
          key: keyOf("loadings", underlying, `joint_${name}`),
          value: loadings[k]!,
        })),
        {
          about: `joint loadings of ${underlying}`,
          unit: "per unit of factor return",
          session: evidence.session,
        },
      ),
      moveInput(evidence, row.scenarioId, reading, row[reading]),
      ...shockInputs(moves).filter(({ name }) => !name.startsWith("absolute")),
      ...optionInputs(evidence, lot, "greeks"),
    ],
    reproduce: (given) => {
      const named = (name: string) => (given.has(name) ? given.number(name) : 0);
      const loaded = given.values("b").every((value) => !Number.isNaN(value));
      const gain = optionRevaluation(given, {
        underlyingReturn: loaded ? dotProduct(given.values("b"), given.values("f")) : 0,
        volatilityChange: named("relative[Implied_Volatility]"),
        rateChange: named("basis points[Interest_Rate]") / 10_000,
      });
      const nav = given.number("NAV");
      return nav > 0 ? (given.number("q") * given.number("m") * gain) / nav : Number.NaN;
    },
    absence: stressAbsence(evidence),
  };
}

/** What the options add together. */
export function explainConvexity(evidence: Evidence, row: StressRow, reading: StressReading): Reasoning {
  const { options } = bookAt(evidence.riskHoldings, evidence.risk, evidence.ordinal);
  const entries = options.map(({ positionId }, i) => ({
    label: positionId,
    key: keyOf("stress", row.scenarioId, `${reading}_options`, positionId),
    value: row[reading].byOption[i] ?? Number.NaN,
  }));
  return {
    formula: "convexity = Σ of what full revaluation of each option adds to its delta",
    inputs: [
      resultsInput("o", "position", entries, {
        about: "P&L over NAV of each option beside its delta",
        unit: "fraction of NAV",
        session: evidence.session,
      }),
      ...knownMoves(evidence, row, reading),
    ],
    reproduce: (given) => (isKnown(given) ? sum(given.values("o")) : Number.NaN),
    absence: stressAbsence(evidence),
  };
}

/** P&L over NAV of a reading. */
export function explainFraction(evidence: Evidence, row: StressRow, reading: StressReading): Reasoning {
  const { scenarioId } = row;
  const { byFactor, convexity } = row[reading];
  const entries = JOINT_FACTORS.map(({ name }, k) => ({
    label: name,
    key: keyOf("stress", scenarioId, `${reading}_factors`, name),
    value: byFactor[k] ?? Number.NaN,
  }));
  return {
    formula: "P&L/NAV = Σ by factor + convexity of options",
    inputs: [
      resultsInput("x", "factor", entries, {
        about: "P&L over NAV by joint factor",
        unit: "fraction of NAV",
        session: evidence.session,
      }),
      ownStress(evidence, scenarioId, "convexity", `${reading}_convexity`, convexity, "fraction of NAV"),
    ],
    reproduce: (given) => sum(given.values("x")) + given.number("convexity"),
    absence: stressAbsence(evidence),
  };
}

/** P&L in USD of a reading. */
export function explainMoney(evidence: Evidence, row: StressRow, reading: StressReading): Reasoning {
  const { pnl } = row[reading];
  return {
    formula: "P&L = x·NAV",
    inputs: [
      ownStress(evidence, row.scenarioId, "x", `${reading}_fraction`, pnl, "fraction of NAV"),
      navInput(evidence),
    ],
    reproduce: (given) => given.number("x") * given.number("NAV"),
    absence: stressAbsence(evidence),
  };
}

/** Weight that no factor moves. */
export function explainNotCovered(evidence: Evidence): Reasoning {
  return {
    formula: "not covered = Σ|w| of all but cash − Σ|w| of the holdings with all loadings",
    inputs: bookInputs(evidence),
    reproduce: (given) => {
      const book = bookGiven(given);
      const covered = book.filter(({ loadings }) => loadings !== null);
      const gross = (of: typeof book) => sum(of.map(({ weight }) => Math.abs(weight)));
      return gross(book) - gross(covered);
    },
    absence: stressAbsence(evidence),
  };
}

/** Without a covariance there is no correlated reading at all: its moves are listed to say so. */
function knownMoves(evidence: Evidence, row: StressRow, reading: StressReading): readonly ExplainInput[] {
  return reading === "direct" ? [] : [moveInput(evidence, row.scenarioId, reading, row[reading])];
}

function isKnown(given: Given): boolean {
  return !given.has("f") || given.values("f").every((value) => !Number.isNaN(value));
}

/** How many factors a scenario shocks. */
export function explainShockedCount(evidence: Evidence, { scenario, shocks }: ScenarioMoves): Reasoning {
  const shocked = JOINT_FACTORS.flatMap(({ name }, k) =>
    shocks.shocked[k] ? [[name, shocks.factorReturns[k]!] as const] : [],
  );
  return {
    formula: "number of the joint factors that are shocked",
    inputs: [
      seriesInput(
        "f",
        "factor",
        shocked,
        { kind: "table", table: "scenarios", row: scenario.id },
        { about: "moves of the joint factors that are shocked", unit: "fraction", session: evidence.session },
      ),
    ],
    reproduce: (given) => given.labels("f").length,
  };
}
