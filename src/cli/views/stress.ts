import {
  readStressReport,
  type ScenarioOutcome,
  type StressOutcome,
  type StressReading,
} from "#app/stress-report.ts";
import { type Cell, decimals, money, percent } from "../output.ts";
import { numberColumns, type Shown, type View } from "./view.ts";

const stress: View = {
  name: "stress",
  about: "every scenario on today's holdings: the shocked factors alone, and with what moves along",
  accepts: ["scenario"],
  async load(context, portfolioId, asOf, { scenario }) {
    const found = await readStressReport(context, portfolioId, asOf);
    if (found === null) return null;
    if (scenario === null) return { asOf: found.asOf, ...table(found.scenarios) };
    const chosen = found.scenarios.filter(({ id }) => id === scenario);
    const [first] = chosen;
    if (first === undefined) return null;
    return {
      asOf: found.asOf,
      data: { scenarios: chosen },
      columns: STRESS_COLUMNS,
      rows: [["scenario", first.name, null], ...stressInFull(first)],
    };
  },
};

function table(scenarios: readonly ScenarioOutcome[]): Pick<Shown, "data" | "columns" | "rows"> {
  return {
    data: { scenarios },
    columns: [
      { title: "scenario" },
      { title: "name" },
      { title: "correlated, USD", right: true },
      { title: "of NAV", right: true },
      { title: "direct, of NAV", right: true },
      { title: "distance", right: true },
      { title: "not covered", right: true },
    ],
    rows: scenarios.map((row) => [
      row.id,
      row.name,
      money(row.correlated?.dollarImpact ?? null),
      ofNav(row.correlated),
      ofNav(row.direct),
      decimals(row.plausibility.distance, 1),
      percent(row.notCovered),
    ]),
  };
}

/** What one set of shocks does, in both readings. */
export const STRESS_COLUMNS = numberColumns("what", "correlated", "direct");

/** Impact, moves and contributions of both readings: by factor, by symbol and by option lot. */
export function stressInFull(outcome: StressOutcome): readonly (readonly Cell[])[] {
  const { correlated, direct, plausibility } = outcome;
  const both = (what: string, cell: (reading: StressReading) => Cell): readonly Cell[] => [
    what,
    correlated === null ? null : cell(correlated),
    direct === null ? null : cell(direct),
  ];
  const shown = correlated ?? direct;
  const named = (by: ReadonlyMap<string, number>, name: string) => percent(by.get(name) ?? Number.NaN);
  const { factors = new Map<string, number>(), positions = new Map<string, number>() } =
    shown?.contributions ?? {};
  return [
    both("impact, USD", ({ dollarImpact }) => money(dollarImpact)),
    both("of NAV", ofNav),
    both("NAV then, USD", ({ newPortfolioValue }) => money(newPortfolioValue)),
    both("options beside their delta", ({ contributions }) => percent(contributions.convexity)),
    ...[...factors.keys()].flatMap((name) => [
      both(`${name} moves`, ({ factorMoves }) => named(factorMoves, name)),
      both("  contributes", ({ contributions }) => named(contributions.factors, name)),
    ]),
    ...[...positions.keys()].map((symbol) =>
      both(`${symbol} contributes`, ({ contributions }) => named(contributions.positions, symbol)),
    ),
    ...(shown?.contributions.options ?? []).map(({ symbol }, i) =>
      both(`${symbol} beside its delta`, ({ contributions }) =>
        percent(contributions.options[i]?.convexity ?? Number.NaN),
      ),
    ),
    ["distance, standard deviations", decimals(plausibility.distance, 1), null],
    ["nearer draws", percent(plausibility.percentile), null],
    ["not covered", percent(outcome.notCovered), null],
  ];
}

function ofNav(reading: StressReading | null): string | null {
  return reading === null ? null : percent(reading.percentageImpact / 100);
}

export const stressViews: readonly View[] = [stress];
