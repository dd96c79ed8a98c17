import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { PortfolioFacts } from "#core/instruments/position.ts";
import { RISK_LOOKBACK_SESSIONS, type RiskContext, riskContext } from "#core/pipeline/risk-context.ts";
import { riskPath, weightPath } from "#core/pipeline/weight-path.ts";
import type { MarketFacts } from "#core/prices/market-facts.ts";
import type { RiskHoldings, SymbolWeights } from "#core/risk/symbol-weights.ts";
import type { Valuation } from "#core/valuation/valuation.ts";
import { type PortfolioScope, readScope } from "#db/stores/portfolio-facts-store.ts";
import type { AppDatabase } from "#db/types.ts";
import type { InputVersions } from "./input-versions.ts";
import { loadPortfolios } from "./load-portfolios.ts";

/** One portfolio at one session: where everything that is computed on request starts. */
export interface PortfolioAsOf {
  readonly session: PlainDate;
  readonly ordinal: number;
  readonly facts: PortfolioFacts;
  /** From the first entry to the session at least; later where opening equity follows from a later statement. */
  readonly valuation: Valuation;
  readonly market: MarketFacts;
  /** Returns of all sessions loaded; loadings of the sessions `from` … `session`. */
  readonly risk: RiskContext;
  /** At the session, by market value: options at their premium. */
  readonly holdings: SymbolWeights;
  /** At the session as risk sees it: options as delta equivalents of their underlyings. */
  readonly riskHoldings: RiskHoldings;
  readonly scope: PortfolioScope;
  readonly versions: InputVersions;
}

/**
 * Loads a portfolio and its market from one state of the database and computes what the analytics of a session
 * share. `session` must be one whose prices are stored; `from` widens the loadings to all sessions from there to it,
 * `withVolume` brings the volumes of the market, `lookbackSessions` more past than risk needs.
 * Null where the portfolio holds nothing yet at that session.
 */
export async function loadAsOf(
  database: AppDatabase,
  calendar: TradingCalendar,
  portfolioId: string,
  session: PlainDate,
  {
    from = session,
    withVolume = false,
    lookbackSessions = RISK_LOOKBACK_SESSIONS,
  }: {
    readonly from?: PlainDate;
    readonly withVolume?: boolean;
    readonly lookbackSessions?: number;
  } = {},
): Promise<PortfolioAsOf | null> {
  const ordinal = calendar.ordinal(session);
  const fromOrdinal = Math.min(calendar.ordinalOnOrAfter(from), ordinal);
  const range = {
    from: calendar.session(fromOrdinal),
    to: session,
    lookbackSessions,
    withVolume,
    withEpisodes: true,
  };
  const loaded = await database.api.transaction(
    "analytics as of",
    async (tx) => loadPortfolios(tx, calendar, await readScope(tx.db, [portfolioId]), range),
    { isolation: "repeatable read", readOnly: true },
  );
  const [facts] = loaded.portfolios;
  const scope = loaded.scopes.find(({ id }) => id === facts?.id);
  if (facts === undefined || scope === undefined) return null;
  const valuation = loaded.value(facts);
  if (valuation.firstOrdinal > ordinal) return null;
  return {
    session,
    ordinal,
    facts,
    valuation,
    market: loaded.market,
    risk: riskContext(loaded.market, fromOrdinal, ordinal),
    holdings: weightPath(valuation, ordinal, ordinal)[0]!,
    riskHoldings: riskPath(valuation, ordinal, ordinal)[0]!,
    scope,
    versions: loaded.versions,
  };
}
