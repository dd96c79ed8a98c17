import { attributedSession } from "#app/attribution-report.ts";
import { betaReport, liquidityReport } from "#app/holding-report.ts";
import { readPnlAttribution } from "#app/pnl-attribution.ts";
import { readBetaDiagnostics, readLiquidity } from "#app/symbol-diagnostics.ts";
import { readSymbolMetrics } from "#app/symbol-metrics-report.ts";
import { factorsOf } from "#core/factors/factor-table.ts";
import { decimals, money, percent } from "../output.ts";
import { numberColumns, type View } from "./view.ts";

const betaDiagnostics: View = {
  name: "beta-diagnostics",
  about: "how far the market beta of each holding can be trusted",
  async load(context, portfolioId, asOf) {
    const found = await readBetaDiagnostics(context, portfolioId, asOf);
    if (found === null) return null;
    const { prior, positions } = betaReport(found);
    const { mean, standardDeviation, references } = prior;
    const source = references === 0 ? "the default" : `of ${references} reference symbols`;
    return {
      asOf: found.asOf,
      note: `Vasicek betas are shrunk towards mean ${decimals(mean)}, standard deviation ${decimals(standardDeviation)}: ${source}.`,
      data: { prior, positions },
      columns: [
        ...numberColumns(
          "symbol",
          "beta",
          "std error",
          "Newey–West",
          "Durbin–Watson",
          "Vasicek",
          "Dimson",
          "n",
        ),
        { title: "prices" },
      ],
      rows: positions.map((own) => [
        own.symbol,
        decimals(own.marketBeta),
        decimals(own.stdError),
        decimals(own.neweyWestStdError),
        decimals(own.durbinWatson, 2),
        decimals(own.vasicekBeta),
        decimals(own.dimsonBeta),
        own.observations,
        own.stalePricing === true ? "stale" : null,
      ]),
    };
  },
};

const liquidity: View = {
  name: "liquidity",
  about: "how long the holdings take to sell at 20 % of the usual volume",
  async load(context, portfolioId, asOf) {
    const found = await readLiquidity(context, portfolioId, asOf);
    if (found === null) return null;
    const { asOf: session, ...data } = liquidityReport(found);
    return {
      asOf: session,
      data,
      columns: numberColumns("symbol", "quantity", "USD", "median volume", "sessions"),
      rows: [
        ...data.positions.map((row) => [
          row.symbol,
          row.quantity,
          money(row.marketValue),
          decimals(row.medianVolume21d, 0),
          decimals(row.daysToLiquidate, 2),
        ]),
        ["of gross with a volume", null, percent(data.coverage), null, null],
        ...data.liquidated.map(({ sessions, share }) => [
          `of gross sold in ${sessions} sessions`,
          null,
          percent(share),
          null,
          null,
        ]),
      ],
    };
  },
};

const symbolMetrics: View = {
  name: "symbol-metrics",
  about: "returns, volatilities and volume of the symbols held",
  async load(context, portfolioId, asOf) {
    const found = await readSymbolMetrics(context, portfolioId, asOf);
    if (found === null) return null;
    const { method, symbols } = found;
    const shown = [
      ["1 day", "return_1d"],
      ["1 month", "return_1m"],
      ["YTD", "return_ytd"],
      ["1 year", "return_1y"],
      ["vol 21", "realized_vol_21"],
      ["vol 252", "realized_vol_252"],
      ["EWMA", "ewma_vol"],
      ["forecast", "har_21"],
    ] as const;
    return {
      asOf: found.asOf,
      data: { method, symbols },
      columns: numberColumns("symbol", ...shown.map(([title]) => title), "median volume"),
      rows: symbols.map(({ symbol, metrics }) => [
        symbol,
        ...shown.map(([, column]) => percent(metrics[column])),
        decimals(metrics.median_volume_21, 0),
      ]),
    };
  },
};

const attribution: View = {
  name: "attribution",
  about: "P&L by factor, specific and the rest, USD: the last 21 sessions, or those --from … --as-of",
  accepts: ["from"],
  async load(context, portfolioId, asOf, { from }) {
    const found = await readPnlAttribution(context, portfolioId, from, asOf);
    if (found === null) return null;
    const sessions = found.sessions.map(attributedSession);
    return {
      asOf: found.asOf,
      data: { sessions },
      columns: numberColumns(
        "session",
        "P&L",
        ...factorsOf("joint").map(({ name }) => name.replace("Joint ", "")),
        "specific",
        "other",
      ),
      rows: sessions.map((row) => [
        row.asOf,
        money(row.total),
        ...[...row.factors.values()].map(money),
        money(row.specific),
        money(row.other),
      ]),
    };
  },
};

export const holdingViews: readonly View[] = [betaDiagnostics, liquidity, symbolMetrics, attribution];
