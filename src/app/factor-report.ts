import type { PlainDate } from "#core/dates/plain-date.ts";
import { FACTORS, type Factor } from "#core/factors/factor-table.ts";
import { type BetaMagnitude, betaMagnitude, interpretSpread } from "#core/risk/interpretation.ts";
import { isNoEstimate, usableObservations } from "#core/stats/no-estimate.ts";
import { type ExposureRow, findExposures, type PositionExposureRow } from "#db/stores/analytics-store.ts";
import {
  type Absence,
  exposureReason,
  NO_CAPITAL,
  NO_LOADING,
  NO_PROVIDER_BETA,
  NO_STD_ERROR,
  NO_STD_ERROR_BY_METHOD,
  NO_TEST,
  noEstimateReason,
  type Reasons,
  whyMissing,
} from "./absence-reasons.ts";
import { readPositionExposures } from "./analytics-as-of.ts";
import type { ApiContext } from "./api-context.ts";
import { type HoldingQuality, readHoldingQuality } from "./holding-quality.ts";
import { readNav } from "./session-nav.ts";
import { fewestObservations, loadingOn, readSymbolLoadings, type SymbolLoadings } from "./symbol-loadings.ts";

type Context = Pick<ApiContext, "database" | "calendar">;

/** The exposure of a portfolio to a factor. Numbers are NaN where there is no estimate. */
export interface FactorExposure extends Pick<Factor, "name" | "type" | "model" | "windowSessions"> {
  readonly beta: number;
  readonly exposureDollar: number;
  readonly stdError: number;
  readonly coverage: number;
  /** Fewest behind a loading that counts; null where none does, and for the provider's beta, which is not estimated. */
  readonly observations: number | null;
  /** Why beta is missing; null where it is not. */
  readonly reason: Absence | null;
  readonly stdErrorReason: Absence | null;
}

export interface FactorReport {
  readonly asOf: PlainDate;
  /** Version of the method. */
  readonly method: number;
  readonly factors: readonly FactorExposure[];
  readonly held: HoldingQuality;
}

/** Null where nothing was computed for that session or before. */
export async function readFactorReport(
  context: Context,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<FactorReport | null> {
  const row = await findExposures(context.database.api.db, portfolioId, asOf);
  if (row === null) return null;
  const nav = await readNav(context, portfolioId, row.asOf);
  const held = await readHoldingQuality(context, portfolioId, row.asOf);
  const loadings = [...(await readSymbolLoadings(context, held.symbols, row.asOf)).values()];
  const factors = FACTORS.map((factor, index) => factorExposure(factor, index, { row, nav, loadings }));
  return { asOf: row.asOf, method: row.method, factors, held };
}

function factorExposure(
  { name, type, model, windowSessions }: Factor,
  index: number,
  at: { readonly row: ExposureRow; readonly nav: number; readonly loadings: readonly SymbolLoadings[] },
): FactorExposure {
  const beta = at.row.exposures[index] ?? Number.NaN;
  const coverage = at.row.coverage[index] ?? Number.NaN;
  const stdError = at.row.stdErrors[index] ?? Number.NaN;
  const unknown = model === "provider" ? NO_PROVIDER_BETA : NO_LOADING;
  const reason = Number.isNaN(beta) ? exposureReason(coverage, at.nav, unknown) : null;
  const noError = hasStdError(model) ? NO_STD_ERROR : NO_STD_ERROR_BY_METHOD;
  return {
    name,
    type,
    model,
    windowSessions,
    beta,
    exposureDollar: beta * at.nav,
    stdError,
    coverage,
    observations: fewestObservations(at.loadings, name),
    reason,
    stdErrorReason: Number.isNaN(stdError) ? (reason ?? noError) : null,
  };
}

function hasStdError(model: Factor["model"]): boolean {
  return model !== "ridge" && model !== "provider";
}

/** A spread factor with the words for it; null where there is no exposure to tell of. */
export interface SpreadExposure extends FactorExposure {
  readonly direction: string | null;
  readonly magnitude: BetaMagnitude | null;
  readonly explanation: string | null;
}

export function spreadsInWords({ factors }: FactorReport): readonly SpreadExposure[] {
  return factors
    .filter(({ model }) => model === "spread")
    .map((row) => ({ ...row, ...(Number.isNaN(row.beta) ? NO_WORDS : interpretSpread(row.name, row.beta)) }));
}

const NO_WORDS = { direction: null, magnitude: null, explanation: null };

/** How a symbol's loading on a factor was estimated. What its estimator does not have is left out. */
export interface LoadingDiagnostics {
  readonly observations?: number;
  readonly rSquared?: number;
  readonly stdError?: number;
  readonly t?: number;
  readonly p?: number;
  /** Of the ridge regression. */
  readonly effectiveDf?: number;
  /** Why the loading or a part of this is missing; null where nothing is. */
  readonly reason: Absence | null;
}

export interface PositionFactors {
  readonly symbol: string;
  /** NaN where NAV is not positive. */
  readonly weight: number;
  /** Loadings by factor name; NaN where there is none. */
  readonly factors: ReadonlyMap<string, number>;
  readonly diagnostics: ReadonlyMap<string, LoadingDiagnostics>;
  /** Why the weight is missing. */
  readonly reasons: Reasons;
}

export interface PositionFactorReport {
  readonly asOf: PlainDate;
  /** Version of the method; null where no symbol has loadings. */
  readonly method: number | null;
  readonly positions: readonly PositionFactors[];
}

/** The loadings behind the exposures, by symbol held; null where nothing was computed for that session or before. */
export async function readPositionFactors(
  context: Context,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<PositionFactorReport | null> {
  const found = await readLoadedPositions(context, portfolioId, asOf);
  if (found === null) return null;
  const { session, rows, loadings } = found;
  const positions = rows.map(({ symbol, weight, loadings: values }) => ({
    symbol,
    weight,
    factors: new Map(FACTORS.map(({ name }, i) => [name, values[i] ?? Number.NaN])),
    diagnostics: new Map(
      FACTORS.map((factor, i) => [
        factor.name,
        diagnosticsOf(factor, values[i] ?? Number.NaN, loadings.get(symbol)),
      ]),
    ),
    reasons: whyMissing({ weight }, { weight: NO_CAPITAL }),
  }));
  const methods = [...loadings.values()].map(({ method }) => method);
  return { asOf: session, method: methods.length === 0 ? null : Math.max(...methods), positions };
}

async function readLoadedPositions(
  context: Context,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<{
  readonly session: PlainDate;
  readonly whole: ExposureRow;
  readonly rows: readonly PositionExposureRow[];
  readonly loadings: ReadonlyMap<string, SymbolLoadings>;
} | null> {
  const whole = await findExposures(context.database.api.db, portfolioId, asOf);
  if (whole === null) return null;
  const session = whole.asOf;
  // A book that has sold what it held has rows of an earlier session only, or none.
  const found = await readPositionExposures(context, portfolioId, asOf);
  const rows = found.filter((row) => row.asOf === session);
  const symbols = rows.map(({ symbol }) => symbol);
  return { session, whole, rows, loadings: await readSymbolLoadings(context, symbols, session) };
}

function diagnosticsOf(
  { name, model }: Factor,
  loading: number,
  loadings: SymbolLoadings | undefined,
): LoadingDiagnostics {
  if (model === "provider") return { reason: Number.isNaN(loading) ? NO_PROVIDER_BETA : null };
  const own = loadingOn(loadings, name);
  const [fit, absence] = isNoEstimate(own) ? [null, own] : [own, null];
  const number = (value: number | null | undefined) => value ?? Number.NaN;
  const shared = {
    observations: fit === null ? (usableObservations(absence) ?? 0) : fit.observations,
    rSquared: number(fit?.rSquared),
  };
  const reason = absence === null ? null : noEstimateReason(absence);
  if (model === "ridge") {
    const effectiveDf = fit === null ? Number.NaN : number(loadings?.ridgeEffectiveDf);
    const isWhole = !Number.isNaN(shared.rSquared + effectiveDf);
    return { ...shared, effectiveDf, reason: reason ?? (isWhole ? null : NO_TEST) };
  }
  const tested = { stdError: number(fit?.stdError), t: number(fit?.t), p: number(fit?.p) };
  const isWhole = !Number.isNaN(shared.rSquared + tested.stdError + tested.t + tested.p);
  return { ...shared, ...tested, reason: reason ?? (isWhole ? null : NO_TEST) };
}

/** Market beta beside the provider's; NaN where there is none. */
export interface Betas {
  readonly marketBeta: number;
  readonly providerBeta: number;
  readonly difference: number;
  readonly reasons: Reasons;
}

export interface PositionBetas extends Betas {
  readonly symbol: string;
  readonly weight: number;
  readonly magnitude: BetaMagnitude | null;
}

export interface BetaComparison {
  readonly asOf: PlainDate;
  readonly portfolio: Betas;
  readonly positions: readonly PositionBetas[];
}

const MARKET_BETA = FACTORS.findIndex(({ model }) => model === "market");
const PROVIDER_BETA = FACTORS.findIndex(({ model }) => model === "provider");

/** Null where nothing was computed for that session or before. */
export async function readBetaComparison(
  context: Context,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<BetaComparison | null> {
  const found = await readLoadedPositions(context, portfolioId, asOf);
  if (found === null) return null;
  const { session, whole, rows, loadings } = found;
  const nav = await readNav(context, portfolioId, session);
  return {
    asOf: session,
    portfolio: compareBetas(whole.exposures, {
      market: exposureReason(whole.coverage[MARKET_BETA] ?? Number.NaN, nav),
      provider: exposureReason(whole.coverage[PROVIDER_BETA] ?? Number.NaN, nav, NO_PROVIDER_BETA),
    }),
    positions: rows.map(({ symbol, weight, loadings: values }) => {
      const market = loadingOn(loadings.get(symbol), FACTORS[MARKET_BETA]!.name);
      const betas = compareBetas(values, {
        market: isNoEstimate(market) ? noEstimateReason(market) : NO_TEST,
        provider: NO_PROVIDER_BETA,
      });
      const magnitude = Number.isNaN(betas.marketBeta) ? null : betaMagnitude(betas.marketBeta);
      const reasons = { ...betas.reasons, ...whyMissing({ weight }, { weight: NO_CAPITAL }) };
      return { symbol, weight, ...betas, magnitude, reasons };
    }),
  };
}

/** The two betas out of numbers by factor; `why` is what to say where one is missing. */
function compareBetas(
  byFactor: Float64Array,
  why: { readonly market: Absence; readonly provider: Absence },
): Betas {
  const marketBeta = byFactor[MARKET_BETA] ?? Number.NaN;
  const providerBeta = byFactor[PROVIDER_BETA] ?? Number.NaN;
  const difference = marketBeta - providerBeta;
  return {
    marketBeta,
    providerBeta,
    difference,
    reasons: whyMissing(
      { marketBeta, providerBeta, difference },
      {
        marketBeta: why.market,
        providerBeta: why.provider,
        difference: Number.isNaN(marketBeta) ? why.market : why.provider,
      },
    ),
  };
}
