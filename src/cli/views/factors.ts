import type { PlainDate } from "#core/dates/plain-date.ts";
import { FACTORS } from "#core/factors/factor-table.ts";
import { interpretSpread } from "#core/risk/interpretation.ts";
import { findExposures, findSnapshot, listExposures } from "#db/stores/analytics-store.ts";
import { decimals, money, percent } from "../output.ts";
import type { View, ViewContext } from "./view.ts";

const factors: View = {
  name: "factors",
  about: "factor exposures with standard error and coverage",
  async load(context, portfolioId, asOf) {
    const found = await readExposures(context, portfolioId, asOf);
    if (found === null) return null;
    return {
      asOf: found.asOf,
      data: { factors: found.exposures },
      columns: [
        { title: "factor" },
        { title: "model" },
        { title: "beta", right: true },
        { title: "std error", right: true },
        { title: "USD", right: true },
        { title: "coverage", right: true },
      ],
      rows: found.exposures.map((factor) => [
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

const NO_WORDS = { direction: null, magnitude: null, explanation: null };

const spreads: View = {
  name: "spreads",
  about: "exposures to long-short spreads, in words too",
  async load(context, portfolioId, asOf) {
    const found = await readExposures(context, portfolioId, asOf);
    if (found === null) return null;
    const inWords = found.exposures
      .filter(({ model }) => model === "spread")
      .map((row) => ({
        ...row,
        ...(Number.isNaN(row.beta) ? NO_WORDS : interpretSpread(row.name, row.beta)),
      }));
    return {
      asOf: found.asOf,
      data: { factors: inWords },
      columns: [
        { title: "spread" },
        { title: "beta", right: true },
        { title: "std error", right: true },
        { title: "meaning" },
      ],
      rows: inWords.map((row) => [row.name, decimals(row.beta), decimals(row.stdError), row.explanation]),
    };
  },
};

/** Exposures by factor; NaN where there is no estimate. */
async function readExposures({ database }: ViewContext, portfolioId: string, asOf: PlainDate | null) {
  const { db } = database.api;
  const row = await findExposures(db, portfolioId, asOf);
  if (row === null) return null;
  const snapshot = await findSnapshot(db, portfolioId, row.asOf);
  const nav = snapshot?.asOf === row.asOf ? snapshot.nav : Number.NaN;
  const exposures = FACTORS.map(({ name, type, model }, i) => ({
    name,
    type,
    model,
    beta: row.exposures[i] ?? Number.NaN,
    exposureDollar: (row.exposures[i] ?? Number.NaN) * nav,
    stdError: row.stdErrors[i] ?? Number.NaN,
    coverage: row.coverage[i] ?? Number.NaN,
  }));
  return { asOf: row.asOf, exposures };
}

const factorHistory: View = {
  name: "factor-history",
  about: "exposures to the joint factors and market beta, every session",
  async load({ database }, portfolioId, asOf) {
    const history = await listExposures(database.api.db, portfolioId, null, asOf);
    const last = history.at(-1);
    if (last === undefined) return null;
    const shown = FACTORS.map(({ name, model }, i) => ({ name, model, i })).filter(
      ({ model }) => model === "market" || model === "joint",
    );
    return {
      asOf: last.asOf,
      data: {
        history: history.map((row) => ({
          asOf: row.asOf,
          exposures: new Map(FACTORS.map(({ name }, i) => [name, row.exposures[i] ?? Number.NaN])),
        })),
      },
      columns: [{ title: "session" }, ...shown.map(({ name }) => ({ title: name, right: true as const }))],
      rows: history.map((row) => [
        row.asOf,
        ...shown.map(({ i }) => decimals(row.exposures[i] ?? Number.NaN, 3)),
      ]),
    };
  },
};

export const factorViews: readonly View[] = [factors, spreads, factorHistory];
