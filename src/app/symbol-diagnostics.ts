import { loadAsOf } from "#batch/load-as-of.ts";
import type { PlainDate } from "#core/dates/plain-date.ts";
import { type BetaDiagnostics, betaDiagnostics } from "#core/factors/beta-diagnostics.ts";
import { type VasicekPrior, vasicekPrior } from "#core/factors/vasicek-beta.ts";
import type { PricingKind } from "#core/instruments/position.ts";
import { medianVolume } from "#core/metrics/median-volume.ts";
import { rowIndex } from "#core/prices/price-rows.ts";
import { type BookLiquidity, bookLiquidity, type LiquidityHolding } from "#core/risk/liquidity.ts";
import { hasMarketReturns } from "#core/risk/symbol-weights.ts";
import type { NoEstimate } from "#core/stats/no-estimate.ts";
import { findSnapshot, readMarketBetas } from "#db/stores/analytics-store.ts";
import type { ApiContext } from "./api-context.ts";

// What is said of single holdings when somebody asks: how sure their betas are, and how long they take to sell.

type Context = Pick<ApiContext, "database" | "calendar">;

export interface BetaDiagnosticsAsOf {
  readonly asOf: PlainDate;
  /** What betas were shrunk towards: of the reference set at the session, else the default. */
  readonly prior: VasicekPrior;
  readonly bySymbol: ReadonlyMap<string, BetaDiagnostics | NoEstimate>;
}

/** Diagnostics of the market betas of the listed holdings; null where nothing was computed for that session or before. */
export async function readBetaDiagnostics(
  { database, calendar, betaReferences }: Context & Pick<ApiContext, "betaReferences">,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<BetaDiagnosticsAsOf | null> {
  const session = (await findSnapshot(database.api.db, portfolioId, asOf))?.asOf;
  if (session === undefined) return null;
  const loaded = await loadAsOf(database, calendar, portfolioId, session);
  if (loaded === null) return null;
  const { riskHoldings, risk, market, ordinal } = loaded;
  const prior = await readPrior(database, betaReferences, session);
  const inputs = {
    returns: risk.returns,
    returnRows: risk.exposures.returnRows,
    profiles: market.profiles,
    prior,
  };
  const symbols = riskHoldings.symbols.filter((_, index) => hasMarketReturns(riskHoldings, index));
  const bySymbol = new Map(symbols.map((symbol) => [symbol, betaDiagnostics(symbol, inputs, ordinal)]));
  return { asOf: session, prior, bySymbol };
}

/** The prior of a session from the reference set's betas as stored for it: the same whoever asks, and whatever is held. */
async function readPrior(
  database: ApiContext["database"],
  references: readonly string[],
  session: PlainDate,
): Promise<VasicekPrior> {
  const betas = references.length === 0 ? [] : await readMarketBetas(database.api.db, references, session);
  return vasicekPrior(
    Float64Array.from(betas, ({ beta }) => beta),
    Float64Array.from(betas, ({ stdError }) => stdError),
  );
}

/** What is held of a symbol, with how it is priced: not everything that is held has a volume. */
export interface HeldSymbol extends LiquidityHolding {
  readonly kind: PricingKind;
}

export interface LiquidityAsOf {
  readonly asOf: PlainDate;
  readonly holdings: readonly HeldSymbol[];
  readonly book: BookLiquidity;
}

/** How long the holdings take to sell; null where nothing was computed for that session or before. */
export async function readLiquidity(
  { database, calendar }: Context,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<LiquidityAsOf | null> {
  const session = (await findSnapshot(database.api.db, portfolioId, asOf))?.asOf;
  if (session === undefined) return null;
  const loaded = await loadAsOf(database, calendar, portfolioId, session, { withVolume: true });
  if (loaded === null) return null;
  const { valuation, market, ordinal } = loaded;
  const { prices } = market;
  const t = ordinal - valuation.firstOrdinal;
  const bySymbol = new Map<string, { kind: PricingKind; quantity: number; marketValue: number }>();
  for (const { position, kind, quantity, marketValue } of valuation.lots) {
    if (kind === "cash" || quantity[t] === 0) continue;
    // A private holding named like a listed share does not trade like it.
    const key = kind === "private" ? `${position.symbol}\u0000` : position.symbol;
    const known = bySymbol.get(key) ?? { quantity: 0, marketValue: 0 };
    bySymbol.set(key, {
      kind,
      quantity: known.quantity + quantity[t]!,
      marketValue: known.marketValue + marketValue[t]!,
    });
  }
  const holdings = [...bySymbol]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, held]) => {
      // An option is known by its premium; how many contracts trade, vendors of closes do not say.
      const volume = held.kind === "market" ? usualVolume(key) : Number.NaN;
      return { symbol: key.replace("\u0000", ""), ...held, medianVolume: volume };
    });
  return { asOf: session, holdings, book: bookLiquidity(holdings) };

  function usualVolume(symbol: string): number {
    const row = rowIndex(prices).get(symbol);
    if (row === undefined || prices.volume === undefined) return Number.NaN;
    const own = prices.volume.subarray(row * prices.sessionCount, (row + 1) * prices.sessionCount);
    return medianVolume(own, ordinal - prices.firstOrdinal);
  }
}
