import { readPnlAttribution } from "#app/pnl-attribution.ts";
import { readBetaDiagnostics, readLiquidity } from "#app/symbol-diagnostics.ts";
import { factorsOf } from "#core/factors/factor-table.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { decimals, money } from "../output.ts";
import { byJointFactor } from "./stress.ts";
import type { View } from "./view.ts";

const betaDiagnostics: View = {
  name: "beta-diagnostics",
  about: "how far the market beta of each holding can be trusted",
  async load(context, portfolioId, asOf) {
    const found = await readBetaDiagnostics(context, portfolioId, asOf);
    if (found === null) return null;
    const { mean, variance, references } = found.prior;
    const standardDeviation = Math.sqrt(variance);
    const source = references === 0 ? "the default" : `of ${references} reference symbols`;
    return {
      asOf: found.asOf,
      note: `Vasicek betas are shrunk towards mean ${decimals(mean)}, standard deviation ${decimals(standardDeviation)}: ${source}.`,
      data: { prior: { mean, standardDeviation, references }, positions: found.bySymbol },
      columns: [
        { title: "symbol" },
        { title: "beta", right: true },
        { title: "std error", right: true },
        { title: "Newey–West", right: true },
        { title: "Durbin–Watson", right: true },
        { title: "Vasicek", right: true },
        { title: "Dimson", right: true },
        { title: "n", right: true },
        { title: "prices" },
      ],
      rows: [...found.bySymbol].map(([symbol, own]) => {
        if (isNoEstimate(own)) return [symbol, null, null, null, null, null, null, null, own.reason];
        const { fit, neweyWest, durbinWatson, vasicek, dimson, stale } = own;
        return [
          symbol,
          decimals(fit.beta),
          decimals(fit.stdError),
          decimals(neweyWest.stdError),
          decimals(durbinWatson, 2),
          "notShown" in vasicek ? null : decimals(vasicek.beta),
          isNoEstimate(dimson) ? null : decimals(dimson.beta),
          fit.observations,
          stale.isStale ? "stale" : null,
        ];
      }),
    };
  },
};

const liquidity: View = {
  name: "liquidity",
  about: "how long the holdings take to sell at 20 % of the usual volume",
  async load(context, portfolioId, asOf) {
    const found = await readLiquidity(context, portfolioId, asOf);
    if (found === null) return null;
    const { holdings, book } = found;
    return {
      asOf: found.asOf,
      data: { positions: holdings, ...book },
      columns: [
        { title: "symbol" },
        { title: "quantity", right: true },
        { title: "USD", right: true },
        { title: "median volume", right: true },
        { title: "sessions", right: true },
      ],
      rows: holdings.map(({ symbol, quantity, marketValue, medianVolume }, i) => [
        symbol,
        quantity,
        money(marketValue),
        decimals(medianVolume, 0),
        decimals(book.days[i] ?? null, 2),
      ]),
    };
  },
};

const attribution: View = {
  name: "attribution",
  about: "P&L of the last 21 sessions by factor, specific and the rest, USD",
  async load(context, portfolioId, asOf) {
    const found = await readPnlAttribution(context, portfolioId, null, asOf);
    if (found === null) return null;
    return {
      asOf: found.asOf,
      data: {
        sessions: found.sessions.map((row) => ({ ...row, factors: byJointFactor(row.factors) })),
      },
      columns: [
        { title: "session" },
        { title: "P&L", right: true },
        ...factorsOf("joint").map(({ name }) => ({
          title: name.replace("Joint ", ""),
          right: true as const,
        })),
        { title: "specific", right: true },
        { title: "other", right: true },
      ],
      rows: found.sessions.map(({ session, total, factors, specific, other }) => [
        session,
        money(total),
        ...Array.from(factors, money),
        money(specific),
        money(other),
      ]),
    };
  },
};

export const holdingViews: readonly View[] = [betaDiagnostics, liquidity, attribution];
