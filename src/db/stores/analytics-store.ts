import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { InvestmentClass } from "#core/instruments/position.ts";
import type { Queryable } from "#db/types.ts";
import { marketSymbolsOf } from "./run-of-portfolio.ts";

// Every read takes the latest row at or before `asOf`, or the latest of all when it is null. Arrays of float64 come
// as Float64Array with NaN for "no estimate".

export interface SnapshotRow {
  readonly asOf: PlainDate;
  readonly nav: number;
  readonly cash: number;
  readonly longExposure: number;
  readonly shortExposure: number;
  readonly grossExposure: number;
  readonly netExposure: number;
  readonly flow: number;
  readonly dividends: number;
  readonly realizedPnl: number;
  readonly unrealizedPnl: number;
  readonly dailyPnl: number;
  readonly dailyReturn: number | null;
  readonly cumulativeReturn: number | null;
  readonly positionCount: number;
  readonly unpricedValue: number;
}

const SNAPSHOT = sql`
  as_of as "asOf", nav, cash, long_exposure as "longExposure", short_exposure as "shortExposure",
  gross_exposure as "grossExposure", net_exposure as "netExposure", flow, dividends, realized_pnl as "realizedPnl",
  unrealized_pnl as "unrealizedPnl", daily_pnl as "dailyPnl", daily_return as "dailyReturn",
  cumulative_return as "cumulativeReturn", position_count as "positionCount", unpriced_value as "unpricedValue"`;

/** At or before `asOf`; the condition of every such read. */
export function upTo(portfolioId: string, asOf: PlainDate | null) {
  return sql`portfolio_id = ${portfolioId} and (${asOf}::date is null or as_of <= ${asOf}::date)`;
}

export async function findSnapshot(
  db: Queryable,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<SnapshotRow | null> {
  const { rows } = await sql<SnapshotRow>`
    select ${SNAPSHOT} from portfolio_snapshots where ${upTo(portfolioId, asOf)} order by as_of desc limit 1
  `.execute(db);
  return rows[0] ?? null;
}

export async function listSnapshots(
  db: Queryable,
  portfolioId: string,
  from: PlainDate | null,
  to: PlainDate | null,
): Promise<readonly SnapshotRow[]> {
  const { rows } = await sql<SnapshotRow>`
    select ${SNAPSHOT} from portfolio_snapshots
    where ${upTo(portfolioId, to)} and (${from}::date is null or as_of >= ${from}::date)
    order by as_of
  `.execute(db);
  return rows;
}

export interface PnlSums {
  readonly sessions: number;
  readonly total: number;
  readonly realized: number;
  readonly dividends: number;
  readonly ytd: number;
  readonly mtd: number;
}

/** Sums of the snapshots up to a session: since the start, and since its year and month began. */
export async function sumPnl(db: Queryable, portfolioId: string, asOf: PlainDate): Promise<PnlSums> {
  const { rows } = await sql<PnlSums>`
    select count(*) as sessions, coalesce(sum(daily_pnl), 0) as total,
      coalesce(sum(realized_pnl), 0) as realized, coalesce(sum(dividends), 0) as dividends,
      coalesce(sum(daily_pnl) filter (where as_of >= date_trunc('year', ${asOf}::date)), 0) as ytd,
      coalesce(sum(daily_pnl) filter (where as_of >= date_trunc('month', ${asOf}::date)), 0) as mtd
    from portfolio_snapshots where portfolio_id = ${portfolioId} and as_of <= ${asOf}
  `.execute(db);
  return rows[0] as PnlSums;
}

/** A lot held at a session, cash apart, with where its price comes from. */
export interface HeldLot {
  readonly symbol: string;
  readonly investmentClass: InvestmentClass;
  readonly priceSource: string;
}

/** The lots held at exactly this session; null where the batch has not stored them for it. */
export async function listHeldLots(
  db: Queryable,
  portfolioId: string,
  asOf: PlainDate,
): Promise<readonly HeldLot[] | null> {
  const { rows } = await sql<HeldLot & { isCounted: boolean }>`
    select q.symbol, q.investment_class as "investmentClass", v.price_source as "priceSource",
      v.price_source not in ('not_held', 'settled') and q.investment_subtype is distinct from 'CASH' as "isCounted"
    from position_values v join positions q on q.id = v.position_id
    where v.portfolio_id = ${portfolioId} and v.as_of = ${asOf}
  `.execute(db);
  return rows.length === 0 ? null : rows.filter(({ isCounted }) => isCounted);
}

/** Observations behind the market loading of a session, of those symbols that have one. */
export async function readMarketObservations(
  db: Queryable,
  symbols: readonly string[],
  asOf: PlainDate,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ symbol: string; observations: number }>`
    select symbol, market_observations as observations from symbol_factor_exposures
    where symbol = any(${[...symbols]}::text[]) and as_of = ${asOf} and market_beta is not null
  `.execute(db);
  return new Map(rows.map(({ symbol, observations }) => [symbol, observations]));
}

/** A stored market beta. */
export interface MarketBeta {
  readonly symbol: string;
  readonly beta: number;
  readonly stdError: number;
}

/** Market betas of a session, of those symbols that have one with a standard error, by symbol. */
export async function readMarketBetas(
  db: Queryable,
  symbols: readonly string[],
  asOf: PlainDate,
): Promise<readonly MarketBeta[]> {
  const { rows } = await sql<MarketBeta>`
    select symbol, market_beta as beta, market_std_error as "stdError" from symbol_factor_exposures
    where symbol = any(${[...symbols]}::text[]) and as_of = ${asOf}
      and market_beta is not null and market_std_error is not null
    order by symbol collate "C"
  `.execute(db);
  return rows;
}

export interface ExposureRow {
  readonly asOf: PlainDate;
  /** By position in the factor table. */
  readonly exposures: Float64Array;
  readonly coverage: Float64Array;
  readonly stdErrors: Float64Array;
  /** Version of the method. */
  readonly method: number;
}

const EXPOSURE = sql`as_of as "asOf", exposures, coverage, std_errors as "stdErrors", method`;

export async function findExposures(
  db: Queryable,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<ExposureRow | null> {
  const { rows } = await sql<ExposureRow>`
    select ${EXPOSURE} from factor_exposures where ${upTo(portfolioId, asOf)} order by as_of desc limit 1
  `.execute(db);
  return rows[0] ?? null;
}

export async function listExposures(
  db: Queryable,
  portfolioId: string,
  from: PlainDate | null,
  to: PlainDate | null,
): Promise<readonly ExposureRow[]> {
  const { rows } = await sql<ExposureRow>`
    select ${EXPOSURE} from factor_exposures
    where ${upTo(portfolioId, to)} and (${from}::date is null or as_of >= ${from}::date)
    order by as_of
  `.execute(db);
  return rows;
}

export interface PositionExposureRow {
  readonly asOf: PlainDate;
  readonly symbol: string;
  /** NaN where NAV is not positive. */
  readonly weight: number;
  /** By position in the factor table. */
  readonly loadings: Float64Array;
}

/** One row a symbol held at the session. */
export async function listPositionExposures(
  db: Queryable,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<readonly PositionExposureRow[]> {
  const { rows } = await sql<PositionExposureRow>`
    select as_of as "asOf", symbol, coalesce(weight, 'NaN') as weight, loadings from position_factor_exposures
    where portfolio_id = ${portfolioId}
      and as_of = (select max(as_of) from position_factor_exposures where ${upTo(portfolioId, asOf)})
    order by symbol
  `.execute(db);
  return rows;
}

export interface ConcentrationRow {
  readonly asOf: PlainDate;
  readonly hhi: number | null;
  readonly effectivePositions: number | null;
  readonly top3: number | null;
  readonly top10: number | null;
  /** Over NAV, options by their delta equivalent, as the next three. */
  readonly deltaLongExposure: number | null;
  readonly deltaShortExposure: number | null;
  readonly deltaGrossExposure: number | null;
  readonly deltaNetExposure: number | null;
  readonly sectors: readonly string[];
  readonly sectorWeights: Float64Array;
}

export async function findConcentration(
  db: Queryable,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<ConcentrationRow | null> {
  const { rows } = await sql<ConcentrationRow>`
    select as_of as "asOf", hhi, effective_positions as "effectivePositions", top_3 as top3, top_10 as top10,
      delta_long_exposure as "deltaLongExposure", delta_short_exposure as "deltaShortExposure",
      delta_gross_exposure as "deltaGrossExposure", delta_net_exposure as "deltaNetExposure",
      sectors, sector_weights as "sectorWeights"
    from concentration where ${upTo(portfolioId, asOf)} order by as_of desc limit 1
  `.execute(db);
  return rows[0] ?? null;
}

export interface StoredFinding {
  readonly job: string;
  readonly subject: string;
  readonly code: string;
  readonly severity: string;
  readonly session: PlainDate | null;
  readonly message: string;
}

/**
 * What the user should know about the data behind a portfolio's results, the worst first: what was found about the
 * portfolio, and about the prices of its own symbols.
 */
export async function listPortfolioFindings(
  db: Queryable,
  portfolioId: string,
): Promise<readonly StoredFinding[]> {
  const { rows } = await sql<StoredFinding>`
    select job, subject, code, severity, session, message from findings
    where owner = ${portfolioId}::uuid::text
      or job = 'market-data' and owner in (${marketSymbolsOf(portfolioId)})
    order by array_position(array['error', 'warning', 'info'], severity), job, subject, code
  `.execute(db);
  return rows;
}
