import { readFactorReport, spreadsInWords } from "#app/factor-report.ts";
import { FACTORS } from "#core/factors/factor-table.ts";
import { listExposures } from "#db/stores/analytics-store.ts";
import { decimals, money, percent } from "../output.ts";
import { numberColumns, type View } from "./view.ts";

const factors: View = {
  name: "factors",
  about: "factor exposures with standard error, coverage and observations",
  async load(context, portfolioId, asOf) {
    const found = await readFactorReport(context, portfolioId, asOf);
    if (found === null) return null;
    return {
      asOf: found.asOf,
      data: { method: found.method, factors: found.factors },
      columns: [
        { title: "factor" },
        { title: "model" },
        { title: "beta", right: true },
        { title: "std error", right: true },
        { title: "USD", right: true },
        { title: "coverage", right: true },
        { title: "n", right: true },
        { title: "window", right: true },
      ],
      rows: found.factors.map((factor) => [
        factor.name,
        factor.model,
        decimals(factor.beta),
        decimals(factor.stdError),
        money(factor.exposureDollar),
        percent(factor.coverage),
        factor.observations,
        factor.windowSessions,
      ]),
    };
  },
};

const spreads: View = {
  name: "spreads",
  about: "exposures to long-short spreads, in words too",
  async load(context, portfolioId, asOf) {
    const found = await readFactorReport(context, portfolioId, asOf);
    if (found === null) return null;
    const inWords = spreadsInWords(found);
    return {
      asOf: found.asOf,
      data: { method: found.method, factors: inWords },
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

const factorHistory: View = {
  name: "factor-history",
  about: "exposures to the joint factors and market beta, every session",
  accepts: ["from"],
  async load({ database }, portfolioId, asOf, { from }) {
    const history = await listExposures(database.api.db, portfolioId, from, asOf);
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
      columns: numberColumns("session", ...shown.map(({ name }) => name)),
      rows: history.map((row) => [
        row.asOf,
        ...shown.map(({ i }) => decimals(row.exposures[i] ?? Number.NaN, 3)),
      ]),
    };
  },
};

export const factorViews: readonly View[] = [factors, spreads, factorHistory];
