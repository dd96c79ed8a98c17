import { type AnalyticsAsOf, computeAsOf } from "#batch/compute-as-of.ts";
import type { PlainDate } from "#core/dates/plain-date.ts";
import { findSnapshot, listPositionExposures, type PositionExposureRow } from "#db/stores/analytics-store.ts";
import { listValuedPositions, type ValuedPositionRow } from "#db/stores/position-store.ts";
import {
  type CorrelationRow,
  findCorrelations,
  findRiskDecomposition,
  listStressResults,
  type RiskDecompositionRow,
  type StoredStress,
} from "#db/stores/risk-read-store.ts";
import type { ApiContext } from "./api-context.ts";

// A run stores these for its last session. For the latest session what is stored is the answer, however old it is. For
// an earlier one they are computed when they are read, by the functions the run uses: rows of an earlier run may be of
// facts, prices or a method that the other results of that session no longer rest on.

type AsOfContext = Pick<ApiContext, "database" | "calendar">;

/** Null where nothing was computed for that session or before. */
export async function readCorrelations(
  context: AsOfContext,
  portfolioId: string,
  windowSessions: number,
  asOf: PlainDate | null,
): Promise<CorrelationRow | null> {
  const stored = await findCorrelations(context.database.api.db, portfolioId, windowSessions, asOf);
  const computed = await computeEarlier(context, portfolioId, asOf, stored?.asOf ?? null);
  const matrix = computed?.correlations.find((one) => one.windowSessions === windowSessions);
  if (computed === null || matrix === undefined) return stored;
  return {
    asOf: computed.asOf,
    symbols: matrix.symbols,
    rho: matrix.correlations,
    observations: Array.from(matrix.observations),
    average: numberOrNull(matrix.average),
  };
}

/** One row a scenario; empty where nothing was computed for that session or before. */
export async function readStressResults(
  context: AsOfContext,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<readonly StoredStress[]> {
  const stored = await listStressResults(context.database.api.db, portfolioId, asOf);
  const computed = await computeEarlier(context, portfolioId, asOf, stored[0]?.asOf ?? null);
  if (computed === null) return stored;
  return computed.stress.map((row) => ({ asOf: computed.asOf, ...row }));
}

/** Where the risk comes from; null where nothing was computed for that session or before. */
export async function readRiskDecomposition(
  context: AsOfContext,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<RiskDecompositionRow | null> {
  const stored = await findRiskDecomposition(context.database.api.db, portfolioId, asOf);
  const computed = await computeEarlier(context, portfolioId, asOf, stored?.asOf ?? null);
  return computed === null ? stored : { asOf: computed.asOf, ...computed.details };
}

/** One row a symbol held; empty where nothing was computed for that session or before. */
export async function readPositionExposures(
  context: AsOfContext,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<readonly PositionExposureRow[]> {
  const stored = await listPositionExposures(context.database.api.db, portfolioId, asOf);
  const computed = await computeEarlier(context, portfolioId, asOf, stored[0]?.asOf ?? null);
  if (computed === null) return stored;
  return computed.symbolExposures.map((row) => ({ asOf: computed.asOf, ...row }));
}

/** The lots with their values at the last session up to `asOf`; without numbers where nothing was computed so early. */
export async function readValuedPositions(
  context: AsOfContext,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<readonly ValuedPositionRow[]> {
  const stored = await listValuedPositions(context.database.api.db, portfolioId);
  if (asOf === null) return stored;
  const storedAsOf = stored.find((row) => row.asOf !== null)?.asOf ?? null;
  if (storedAsOf !== null && storedAsOf <= asOf) return stored;
  const computed = await computeEarlier(context, portfolioId, asOf, storedAsOf);
  const values = new Map(computed?.positions.map((row) => [row.positionId, row]));
  return stored.map((row) => ({ ...row, ...lotValue(values.get(row.id), computed?.asOf ?? null) }));
}

type LotValue = Pick<
  ValuedPositionRow,
  | "asOf"
  | "heldQuantity"
  | "price"
  | "priceSource"
  | "marketValue"
  | "weight"
  | "costBasis"
  | "unrealizedPnl"
  | "realizedPnl"
  | "dividends"
  | "dailyPnl"
  | "greeks"
>;

function lotValue(row: AnalyticsAsOf["positions"][number] | undefined, asOf: PlainDate | null): LotValue {
  return {
    asOf,
    heldQuantity: numberOrNull(row?.quantity),
    price: numberOrNull(row?.price),
    priceSource: row?.priceSource ?? null,
    marketValue: numberOrNull(row?.marketValue),
    weight: numberOrNull(row?.weight),
    costBasis: numberOrNull(row?.costBasis),
    unrealizedPnl: numberOrNull(row?.unrealizedPnl),
    realizedPnl: numberOrNull(row?.realizedPnl),
    dividends: numberOrNull(row?.dividends),
    dailyPnl: numberOrNull(row?.dailyPnl),
    greeks: row?.greeks ?? null,
  };
}

/** Null where what is stored is the answer. */
async function computeEarlier(
  { database, calendar }: AsOfContext,
  portfolioId: string,
  asOf: PlainDate | null,
  storedAsOf: PlainDate | null,
): Promise<AnalyticsAsOf | null> {
  if (asOf === null) return null;
  const { db } = database.api;
  const session = (await findSnapshot(db, portfolioId, asOf))?.asOf;
  if (session === undefined) return null;
  if (session === storedAsOf && session === (await findSnapshot(db, portfolioId, null))?.asOf) return null;
  return computeAsOf(database, calendar, portfolioId, session);
}

function numberOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
