import * as z from "zod";
import { type LiquidityAsOf, readBetaDiagnostics, readLiquidity } from "#app/symbol-diagnostics.ts";
import type { BetaDiagnostics } from "#core/factors/beta-diagnostics.ts";
import { LIQUIDATION_HORIZONS } from "#core/risk/liquidity.ts";
import { isNoEstimate, type NoEstimate } from "#core/stats/no-estimate.ts";
import {
  loadingQuality,
  noEstimateReason,
  noResult,
  orNull,
  quality,
  registerAnalytic,
} from "../analytic-route.ts";
import { type Absence, absence, numberOrNull } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";

const diagnostics = z.object({
  symbol: z.string(),
  market_beta: numberOrNull,
  std_error: numberOrNull,
  newey_west_std_error: numberOrNull.describe("Robust to serial correlation and changing variance."),
  newey_west_lags: z.int().nullable(),
  t: numberOrNull,
  p: numberOrNull,
  r_squared: numberOrNull,
  observations: z.int().nullable(),
  durbin_watson: numberOrNull,
  vasicek_beta: numberOrNull.describe(
    "Shrunk towards the prior by its precision; equities and equity funds only.",
  ),
  vasicek_std_error: numberOrNull,
  dimson_beta: numberOrNull.describe("With the market's return of the session before: for prices that lag."),
  dimson_std_error: numberOrNull,
  stale_pricing: z.boolean().nullable(),
  reasons: z.record(z.string(), absence),
});

const prior = z
  .object({
    mean: z.number(),
    standard_deviation: z.number(),
    references: z.int().describe("Betas of the reference set it was made of; 0: the default."),
  })
  .describe("What betas are shrunk towards.");

const liquidity = z.object({
  positions: z.array(
    z.object({
      symbol: z.string(),
      quantity: z.number(),
      market_value: z.number(),
      median_volume_21d: numberOrNull,
      days_to_liquidate: numberOrNull.describe("Sessions, at 20 % of the median volume."),
    }),
  ),
  coverage: numberOrNull.describe("Share of gross market value whose volume is known."),
  liquidated: z
    .array(z.object({ sessions: z.int(), share: numberOrNull }))
    .describe(
      "Share of gross market value sold within so many sessions; without a volume it counts as unsold.",
    ),
});

export const holdingRoutes: RouteModule = (server, context) => {
  registerAnalytic(server, context, {
    path: "beta-diagnostics",
    summary: "How far the market beta of each holding can be trusted",
    data: z.object({ prior, positions: z.array(diagnostics) }),
    query: {},
    load: async ({ portfolio, asOf }) => {
      const found = await readBetaDiagnostics(context, portfolio.id, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: found.asOf,
        data: {
          prior: {
            mean: found.prior.mean,
            standard_deviation: Math.sqrt(found.prior.variance),
            references: found.prior.references,
          },
          positions: [...found.bySymbol].map(([symbol, own]) => presentDiagnostics(symbol, own)),
        },
        quality: await loadingQuality(context, portfolio.id, found.asOf),
      };
    },
  });

  registerAnalytic(server, context, {
    path: "liquidity",
    summary: "How long the holdings take to sell",
    data: liquidity,
    query: {},
    load: async ({ portfolio, asOf }) => {
      const found = await readLiquidity(context, portfolio.id, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      const known = found.holdings.filter(({ medianVolume }) => !Number.isNaN(medianVolume));
      return {
        asOf: found.asOf,
        data: presentLiquidity(found),
        quality: quality({
          analyzed: known.length,
          total: found.holdings.length,
          dataDays: 21,
          having: "a volume",
        }),
      };
    },
  });
};

const NOT_SHOWN: Readonly<Record<"NO_PROFILE" | "NOT_EQUITY", Absence>> = {
  NO_PROFILE: { code: "NO_PROFILE", message: "What kind of instrument it is, is not known." },
  NOT_EQUITY: { code: "NOT_EQUITY", message: "Betas are shrunk for equities and equity funds only." },
};

function presentDiagnostics(symbol: string, own: BetaDiagnostics | NoEstimate): z.output<typeof diagnostics> {
  if (isNoEstimate(own)) {
    return {
      symbol,
      market_beta: null,
      std_error: null,
      newey_west_std_error: null,
      newey_west_lags: null,
      t: null,
      p: null,
      r_squared: null,
      observations: own.reason === "TOO_FEW_OBSERVATIONS" ? own.got : null,
      durbin_watson: null,
      vasicek_beta: null,
      vasicek_std_error: null,
      dimson_beta: null,
      dimson_std_error: null,
      stale_pricing: null,
      reasons: { market_beta: noEstimateReason(own) },
    };
  }
  const { fit, neweyWest, durbinWatson, vasicek, dimson, stale } = own;
  const reasons: Record<string, Absence> = {};
  if ("notShown" in vasicek) reasons.vasicek_beta = NOT_SHOWN[vasicek.notShown];
  if (isNoEstimate(dimson)) reasons.dimson_beta = noEstimateReason(dimson);
  return {
    symbol,
    market_beta: orNull(fit.beta),
    std_error: orNull(fit.stdError),
    newey_west_std_error: orNull(neweyWest.stdError),
    newey_west_lags: neweyWest.lags,
    t: orNull(fit.t),
    p: orNull(fit.p),
    r_squared: orNull(fit.rSquared),
    observations: fit.observations,
    durbin_watson: orNull(durbinWatson),
    vasicek_beta: "notShown" in vasicek ? null : orNull(vasicek.beta),
    vasicek_std_error: "notShown" in vasicek ? null : orNull(vasicek.stdError),
    dimson_beta: isNoEstimate(dimson) ? null : orNull(dimson.beta),
    dimson_std_error: isNoEstimate(dimson) ? null : orNull(dimson.stdError),
    stale_pricing: stale.isStale,
    reasons,
  };
}

function presentLiquidity({ holdings, book }: LiquidityAsOf): z.output<typeof liquidity> {
  return {
    positions: holdings.map(({ symbol, quantity, marketValue, medianVolume }, i) => ({
      symbol,
      quantity,
      market_value: marketValue,
      median_volume_21d: orNull(medianVolume),
      days_to_liquidate: orNull(book.days[i]),
    })),
    coverage: orNull(book.coverage),
    liquidated: LIQUIDATION_HORIZONS.map((sessions, k) => ({ sessions, share: orNull(book.liquidated[k]) })),
  };
}
