import { FACTORS } from "#core/factors/factor-table.ts";
import { findExposures, findSnapshot } from "#db/stores/analytics-store.ts";
import { decimals, money, percent } from "../output.ts";
import type { View } from "./view.ts";

export const factorsView: View = {
  name: "factors",
  about: "factor exposures with standard error and coverage",
  async load({ database }, portfolioId, asOf) {
    const { db } = database.api;
    const row = await findExposures(db, portfolioId, asOf);
    if (row === null) return null;
    const snapshot = await findSnapshot(db, portfolioId, row.asOf);
    const nav = snapshot?.asOf === row.asOf ? snapshot.nav : Number.NaN;
    const factors = FACTORS.map(({ name, type, model }, i) => ({
      name,
      type,
      model,
      beta: row.exposures[i] ?? Number.NaN,
      exposureDollar: (row.exposures[i] ?? Number.NaN) * nav,
      stdError: row.stdErrors[i] ?? Number.NaN,
      coverage: row.coverage[i] ?? Number.NaN,
    }));
    return {
      asOf: row.asOf,
      data: { factors },
      columns: [
        { title: "factor" },
        { title: "model" },
        { title: "beta", right: true },
        { title: "std error", right: true },
        { title: "USD", right: true },
        { title: "coverage", right: true },
      ],
      rows: factors.map((factor) => [
        factor.name,
        factor.model,
        decimals(factor.beta),
        decimals(factor.stdError),
        money(factor.exposureDollar),
        percent(factor.coverage),
      ]),
    };
  },
};
