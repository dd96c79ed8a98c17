import { readStressResults } from "#app/analytics-as-of.ts";
import { factorsOf } from "#core/factors/factor-table.ts";
import { SCENARIOS } from "#core/scenarios/scenario-table.ts";
import { findSnapshot } from "#db/stores/analytics-store.ts";
import { decimals, money, percent } from "../output.ts";
import type { View } from "./view.ts";

const JOINT = factorsOf("joint").map(({ name }) => name);

/** Values by joint factor; empty where there are none. */
export function byJointFactor(values: Float64Array): ReadonlyMap<string, number> {
  return new Map(values.length === 0 ? [] : JOINT.map((name, k) => [name, values[k]!]));
}

const stress: View = {
  name: "stress",
  about: "every scenario on today's holdings: the shocked factors alone, and with what moves along",
  async load(context, portfolioId, asOf) {
    const results = await readStressResults(context, portfolioId, asOf);
    const [first] = results;
    if (first === undefined) return null;
    const nameOf = new Map(SCENARIOS.map(({ id, name }) => [id, name]));
    const snapshot = await findSnapshot(context.database.api.db, portfolioId, first.asOf);
    const nav = snapshot?.asOf === first.asOf ? snapshot.nav : Number.NaN;
    return {
      asOf: first.asOf,
      data: {
        scenarios: results.map((row) => ({
          id: row.scenarioId,
          name: nameOf.get(row.scenarioId) ?? row.scenarioId,
          source: row.source,
          tableFactors: row.tableFactors,
          direct: row.direct.pnl * nav,
          directFraction: row.direct.pnl,
          directByFactor: byJointFactor(row.direct.byFactor),
          correlated: row.correlated.pnl * nav,
          correlatedFraction: row.correlated.pnl,
          correlatedByFactor: byJointFactor(row.correlated.byFactor),
          convexity: row.correlated.convexity,
          plausibilityDistance: row.plausibilityDistance,
          plausibilityPercentile: row.plausibilityPercentile,
          notCovered: row.notCovered,
        })),
      },
      columns: [
        { title: "scenario" },
        { title: "name" },
        { title: "correlated, USD", right: true },
        { title: "of NAV", right: true },
        { title: "direct, of NAV", right: true },
        { title: "distance", right: true },
        { title: "not covered", right: true },
      ],
      rows: results.map((row) => [
        row.scenarioId,
        nameOf.get(row.scenarioId) ?? null,
        money(row.correlated.pnl * nav),
        percent(row.correlated.pnl),
        percent(row.direct.pnl),
        decimals(row.plausibilityDistance, 1),
        percent(row.notCovered),
      ]),
    };
  },
};

export const stressViews: readonly View[] = [stress];
