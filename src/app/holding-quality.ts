import { loadPortfolios } from "#batch/load-portfolios.ts";
import type { PlainDate } from "#core/dates/plain-date.ts";
import { positionRow } from "#core/valuation/position-row.ts";
import { type HeldLot, listHeldLots, readMarketObservations } from "#db/stores/analytics-store.ts";
import { readScope } from "#db/stores/portfolio-facts-store.ts";
import { listDeltaUnderlyings } from "#db/stores/position-store.ts";
import type { ApiContext } from "./api-context.ts";

type QualityContext = Pick<ApiContext, "database" | "calendar">;

export interface HoldingQuality {
  /** Lots held at the session, cash apart. */
  readonly lots: number;
  /** Lots valued at something else than their entry price: a close, also one carried on, or their owner's mark. */
  readonly lotsWithPrice: number;
  /** Shares and funds with a market loading, and options with a delta on one that has. */
  readonly lotsWithLoading: number;
  /** Fewest observations behind a market loading that was estimated; null without one. */
  readonly observations: number | null;
  /** Symbols that loadings could count of: shares and funds with a price, and underlyings of options with a delta. */
  readonly symbols: readonly string[];
}

/** How many lots held at a session have a price, and how many a market loading. `asOf` is a session with results. */
export async function readHoldingQuality(
  context: QualityContext,
  portfolioId: string,
  asOf: PlainDate,
): Promise<HoldingQuality> {
  const { db } = context.database.api;
  const stored = await listHeldLots(db, portfolioId, asOf);
  const { lots, underlyings } =
    stored === null
      ? await valueHeldLots(context, portfolioId, asOf)
      : { lots: stored, underlyings: await listDeltaUnderlyings(db, portfolioId, asOf) };
  const priced = lots.filter(({ priceSource }) => priceSource !== "entry");
  // A private holding may have the name of a listed share; an option counts by the loading of its underlying.
  const listed = priced.filter(({ investmentClass }) => investmentClass === "PUBLIC");
  const symbols = [...listed.map(({ symbol }) => symbol), ...underlyings];
  const observations = await readMarketObservations(db, symbols, asOf);
  return {
    lots: lots.length,
    lotsWithPrice: priced.length,
    lotsWithLoading: symbols.filter((symbol) => observations.has(symbol)).length,
    observations: observations.size === 0 ? null : Math.min(...observations.values()),
    symbols: [...new Set(symbols)].sort(),
  };
}

/** Values of lots are stored for a run's last session; for another one they follow from facts and prices. */
async function valueHeldLots(
  { database, calendar }: QualityContext,
  portfolioId: string,
  asOf: PlainDate,
): Promise<{ readonly lots: readonly HeldLot[]; readonly underlyings: readonly string[] }> {
  const loaded = await database.api.transaction(
    "holding quality",
    async (tx) =>
      await loadPortfolios(tx, calendar, await readScope(tx.db, [portfolioId]), {
        from: asOf,
        to: asOf,
        lookbackSessions: 0,
      }),
    { isolation: "repeatable read", readOnly: true },
  );
  const [facts] = loaded.portfolios;
  const nothing = { lots: [], underlyings: [] };
  if (facts === undefined) return nothing;
  const ordinal = calendar.ordinal(asOf);
  const valuation = loaded.value(facts);
  if (valuation.firstOrdinal > ordinal) return nothing;
  const lots: HeldLot[] = [];
  const underlyings: string[] = [];
  for (const lot of valuation.lots) {
    const { priceSource, greeks } = positionRow(valuation, lot, ordinal);
    const { symbol, investmentClass, option } = lot.position;
    const isHeld = priceSource !== "not_held" && priceSource !== "settled";
    if (isHeld && lot.kind !== "cash") lots.push({ symbol, investmentClass, priceSource });
    if (greeks !== null && option !== null) underlyings.push(option.underlying);
  }
  return { lots, underlyings };
}
