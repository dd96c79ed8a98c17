import { stressAt } from "#core/pipeline/portfolio-analytics.ts";
import { type StressMove, type StressRow, stressRows } from "#core/pipeline/stress-rows.ts";
import { SCENARIOS } from "#core/scenarios/scenario-table.ts";
import { chiSquareCdf } from "#core/stats/chi-square.ts";
import type { Evidence } from "../evidence.ts";
import type { ExplainableNumber, ExplainFamily, Reasoning, Unit } from "../explanation.ts";
import { keyOf } from "../keys.ts";
import { holdingsOf, JOINT_FACTORS } from "../risk-inputs.ts";
import {
  explainDirectMove,
  explainDistance,
  explainExpectedMove,
  ownStress,
  stressAbsence,
} from "./stress-moves.ts";
import {
  explainConvexity,
  explainFactorPnl,
  explainFraction,
  explainMoney,
  explainNotCovered,
  explainOptionPnl,
  explainShockedCount,
  explainSymbolPnl,
  type StressReading,
} from "./stress-pnl.ts";

const READINGS: readonly StressReading[] = ["direct", "correlated"];
const NAMES = new Map(SCENARIOS.map(({ id, name }) => [id, name]));

export const stressFamily: ExplainFamily = {
  name: "stress",
  title: "Stress tests",
  methodPage: "methods/stress-tests.md",
  numbers: (evidence) => {
    const { riskHoldings, risk, ordinal } = evidence;
    const { book, results } = stressAt(riskHoldings, risk, ordinal);
    const labels = holdingsOf(riskHoldings).map(({ label }) => label);
    const optionIds = book.options.map(({ positionId }) => positionId);
    return stressRows(book, results).flatMap((row) => numbersOf(row, riskHoldings.nav, labels, optionIds));
  },
  explain: (_, [id = "", name = "", of], evidence) => explainStress(evidence, id, name, of),
};

/** Everything a scenario's row holds. */
function numbersOf(
  row: StressRow,
  nav: number,
  labels: readonly string[],
  optionIds: readonly string[],
): readonly ExplainableNumber[] {
  const { scenarioId } = row;
  const number = (path: readonly string[], title: string, unit: Unit, value: number) => ({
    key: keyOf("stress", scenarioId, ...path),
    title: `${NAMES.get(scenarioId) ?? scenarioId}: ${title}`,
    unit,
    value,
  });
  return [
    ...READINGS.flatMap((reading) => {
      const move = row[reading];
      return [
        number([reading], `${reading} P&L`, "USD", move.pnl * nav),
        number([`${reading}_fraction`], `${reading} P&L over NAV`, "fraction of NAV", move.pnl),
        number(
          [`${reading}_convexity`],
          `${reading}, convexity of options`,
          "fraction of NAV",
          move.convexity,
        ),
        ...parts(reading, move, labels, optionIds).map(({ path, title, unit, value }) =>
          number(path, title, unit, value),
        ),
      ];
    }),
    number(["not_covered"], "weight not covered", "fraction of NAV", row.notCovered),
    number(["plausibility_distance"], "plausibility, distance", "ratio", row.plausibilityDistance),
    number(["plausibility_percentile"], "plausibility, percentile", "fraction", row.plausibilityPercentile),
    number(["shocked_factors"], "factors shocked", "count", row.shockedFactors),
  ];
}

function parts(
  reading: StressReading,
  { moves, byFactor, bySymbol, byOption }: StressMove,
  labels: readonly string[],
  optionIds: readonly string[],
) {
  const part = (kind: string, names: readonly string[], title: string, unit: Unit, values: Float64Array) =>
    names.map((name, i) => ({
      path: [`${reading}_${kind}`, name],
      title: `${reading}, ${title} ${name}`,
      unit,
      value: values[i] ?? Number.NaN,
    }));
  const factors = JOINT_FACTORS.map(({ name }) => name);
  return [
    ...part("moves", factors, "move of", "fraction", moves),
    ...part("factors", factors, "P&L over NAV by", "fraction of NAV", byFactor),
    ...part("symbols", labels, "P&L over NAV of", "fraction of NAV", bySymbol),
    ...part("options", optionIds, "convexity of lot", "fraction of NAV", byOption),
  ];
}

function explainStress(evidence: Evidence, id: string, name: string, of: string | undefined): Reasoning {
  const { riskHoldings, risk, ordinal } = evidence;
  const { book, results } = stressAt(riskHoldings, risk, ordinal);
  const place = results.findIndex(({ scenario }) => scenario.id === id);
  const moves = results[place];
  const row = stressRows(book, results)[place];
  if (moves === undefined || row === undefined) throw new RangeError(`no scenario ${id}`);
  const reading = READINGS.find((one) => name === one || name.startsWith(`${one}_`));
  if (reading === undefined) return explainScenario(evidence, name, moves, row);
  const kind = name.slice(reading.length + 1);
  switch (kind) {
    case "":
      return explainMoney(evidence, row, reading);
    case "fraction":
      return explainFraction(evidence, row, reading);
    case "convexity":
      return explainConvexity(evidence, row, reading);
    case "moves":
      return reading === "direct"
        ? explainDirectMove(evidence, moves, of!)
        : explainExpectedMove(evidence, moves, of!);
    case "factors":
      return explainFactorPnl(evidence, row, reading, of!);
    case "symbols":
      return explainSymbolPnl(evidence, row, reading, of!);
    default:
      return explainOptionPnl(evidence, moves, row, reading, of!);
  }
}

/** What belongs to the scenario rather than to one of its readings. */
function explainScenario(
  evidence: Evidence,
  name: string,
  moves: ReturnType<typeof stressAt>["results"][number],
  row: StressRow,
): Reasoning {
  switch (name) {
    case "not_covered":
      return explainNotCovered(evidence);
    case "shocked_factors":
      return explainShockedCount(evidence, moves);
    case "plausibility_distance":
      return explainDistance(evidence, moves);
    default:
      return {
        formula: "percentile = P(χ²ₙ ≤ d²)",
        inputs: [
          ownStress(
            evidence,
            row.scenarioId,
            "d",
            "plausibility_distance",
            row.plausibilityDistance,
            "ratio",
          ),
          ownStress(evidence, row.scenarioId, "n", "shocked_factors", row.shockedFactors, "count"),
        ],
        reproduce: (given) => chiSquareCdf(given.number("d") ** 2, given.number("n")),
        absence: stressAbsence(evidence),
      };
  }
}
