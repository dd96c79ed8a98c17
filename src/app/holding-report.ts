import type { PlainDate } from "#core/dates/plain-date.ts";
import type { BetaDiagnostics } from "#core/factors/beta-diagnostics.ts";
import type { NoVasicekReason } from "#core/factors/vasicek-beta.ts";
import type { PricingKind } from "#core/instruments/position.ts";
import { MEDIAN_VOLUME_MIN_OBSERVATIONS, MEDIAN_VOLUME_WINDOW } from "#core/metrics/median-volume.ts";
import { LIQUIDATION_HORIZONS } from "#core/risk/liquidity.ts";
import { isNoEstimate, type NoEstimate, usableObservations } from "#core/stats/no-estimate.ts";
import {
  type Absence,
  NO_HOLDINGS,
  NO_TEST,
  noEstimateReason,
  type Reasons,
  whyMissing,
} from "./absence-reasons.ts";
import type { BetaDiagnosticsAsOf, LiquidityAsOf } from "./symbol-diagnostics.ts";

// What is said of single holdings, as people and programs see it: numbers are NaN where there is none, with the reason.

export interface ShownBeta {
  readonly symbol: string;
  readonly marketBeta: number;
  readonly stdError: number;
  readonly neweyWestStdError: number;
  readonly neweyWestLags: number;
  readonly t: number;
  readonly p: number;
  readonly rSquared: number;
  readonly observations: number;
  readonly durbinWatson: number;
  readonly vasicekBeta: number;
  readonly vasicekStdError: number;
  readonly dimsonBeta: number;
  readonly dimsonStdError: number;
  readonly stalePricing: boolean | null;
  readonly reasons: Reasons;
}

export interface BetaReport {
  readonly asOf: PlainDate;
  /** What betas are shrunk towards. */
  readonly prior: {
    readonly mean: number;
    readonly standardDeviation: number;
    readonly references: number;
  };
  readonly positions: readonly ShownBeta[];
}

export function betaReport({ asOf, prior, bySymbol }: BetaDiagnosticsAsOf): BetaReport {
  const { mean, variance, references } = prior;
  return {
    asOf,
    prior: { mean, standardDeviation: Math.sqrt(variance), references },
    positions: [...bySymbol].map(([symbol, own]) => shownBeta(symbol, own)),
  };
}

function shownBeta(symbol: string, own: BetaDiagnostics | NoEstimate): ShownBeta {
  if (isNoEstimate(own)) {
    const reason = noEstimateReason(own);
    return {
      symbol,
      ...NO_BETA,
      observations: usableObservations(own) ?? 0,
      stalePricing: null,
      reasons: { ...whyMissing(NO_BETA, allFor(NO_BETA, reason)), stale_pricing: reason },
    };
  }
  const { fit, neweyWest, durbinWatson, vasicek, dimson, stale } = own;
  const shrunk = "notShown" in vasicek ? null : vasicek;
  const lagged = isNoEstimate(dimson) ? null : dimson;
  const numbers = {
    marketBeta: fit.beta,
    stdError: fit.stdError,
    neweyWestStdError: neweyWest.stdError,
    neweyWestLags: neweyWest.lags,
    t: fit.t,
    p: fit.p,
    rSquared: fit.rSquared,
    durbinWatson,
    vasicekBeta: shrunk?.beta ?? Number.NaN,
    vasicekStdError: shrunk?.stdError ?? Number.NaN,
    dimsonBeta: lagged?.beta ?? Number.NaN,
    dimsonStdError: lagged?.stdError ?? Number.NaN,
  };
  const notShrunk = "notShown" in vasicek ? NOT_SHRUNK[vasicek.notShown] : NO_TEST;
  const notLagged = isNoEstimate(dimson) ? noEstimateReason(dimson) : NO_TEST;
  return {
    symbol,
    ...numbers,
    observations: fit.observations,
    stalePricing: stale.isStale,
    reasons: whyMissing(numbers, {
      ...allFor(NO_BETA, NO_TEST),
      vasicekBeta: notShrunk,
      vasicekStdError: notShrunk,
      dimsonBeta: notLagged,
      dimsonStdError: notLagged,
    }),
  };
}

const NO_BETA = {
  marketBeta: Number.NaN,
  stdError: Number.NaN,
  neweyWestStdError: Number.NaN,
  neweyWestLags: Number.NaN,
  t: Number.NaN,
  p: Number.NaN,
  rSquared: Number.NaN,
  durbinWatson: Number.NaN,
  vasicekBeta: Number.NaN,
  vasicekStdError: Number.NaN,
  dimsonBeta: Number.NaN,
  dimsonStdError: Number.NaN,
} as const;

function allFor<Fields extends object>(
  fields: Fields,
  reason: Absence,
): Readonly<Record<keyof Fields & string, Absence>> {
  return Object.fromEntries(Object.keys(fields).map((field) => [field, reason])) as Record<
    keyof Fields & string,
    Absence
  >;
}

const NOT_SHRUNK: Readonly<Record<NoVasicekReason, Absence>> = {
  NO_PROFILE: { code: "NO_PROFILE", message: "What kind of instrument it is, is not known." },
  NOT_EQUITY: { code: "NOT_EQUITY", message: "Betas are shrunk for equities and equity funds only." },
};

export interface ShownLiquidity {
  readonly symbol: string;
  readonly quantity: number;
  readonly marketValue: number;
  readonly medianVolume21d: number;
  readonly daysToLiquidate: number;
  /** Why the last two are missing; null where they are not. */
  readonly reason: Absence | null;
}

export interface LiquidityReport {
  readonly asOf: PlainDate;
  readonly positions: readonly ShownLiquidity[];
  readonly coverage: number;
  readonly liquidated: readonly { readonly sessions: number; readonly share: number }[];
  /** Why coverage and shares are missing; null where they are not. */
  readonly reason: Absence | null;
}

export function liquidityReport({ asOf, holdings, book }: LiquidityAsOf): LiquidityReport {
  return {
    asOf,
    positions: holdings.map(({ symbol, quantity, marketValue, medianVolume, kind }, i) => ({
      symbol,
      quantity,
      marketValue,
      medianVolume21d: medianVolume,
      daysToLiquidate: book.days[i]!,
      reason: Number.isNaN(medianVolume) ? NO_VOLUME[kind] : null,
    })),
    coverage: book.coverage,
    liquidated: LIQUIDATION_HORIZONS.map((sessions, k) => ({ sessions, share: book.liquidated[k]! })),
    reason: Number.isNaN(book.coverage) ? NO_HOLDINGS : null,
  };
}

const noVolume = (message: string): Absence => ({ code: "NO_VOLUME", message });
const NO_VOLUME: Readonly<Record<PricingKind, Absence>> = {
  market: noVolume(
    `Fewer than ${MEDIAN_VOLUME_MIN_OBSERVATIONS} of the last ${MEDIAN_VOLUME_WINDOW} sessions have a volume.`,
  ),
  option: noVolume("How many contracts of an option trade is not known."),
  private: noVolume("A private holding is not traded."),
  cash: noVolume("Cash is not traded."),
};
