import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Queryable } from "#db/types.ts";

export interface StoredBar {
  readonly symbol: string;
  readonly session: PlainDate;
  readonly close: number;
  readonly adjClose: number;
  readonly volume: number | null;
}

/** Bars of the symbols a portfolio ever held, by symbol and session. */
export async function listBarsOfPortfolio(
  db: Queryable,
  portfolioId: string,
  from: PlainDate,
  to: PlainDate,
): Promise<readonly StoredBar[]> {
  const { rows } = await sql<StoredBar>`
    select m.symbol, m.session, m.close, m.adj_close as "adjClose", m.volume
    from market_data_cache m
    where m.symbol in (
        select symbol from positions
        where portfolio_id = ${portfolioId} and investment_class <> 'PRIVATE'
          and investment_subtype is distinct from 'CASH'
      )
      and m.session between ${from} and ${to}
    order by m.symbol, m.session
  `.execute(db);
  return rows;
}

/** Bars of one symbol, whoever holds it. */
export async function listBarsOfSymbol(
  db: Queryable,
  symbol: string,
  from: PlainDate,
  to: PlainDate,
): Promise<readonly StoredBar[]> {
  const { rows } = await sql<StoredBar>`
    select symbol, session, close, adj_close as "adjClose", volume
    from market_data_cache where symbol = ${symbol} and session between ${from} and ${to} order by session
  `.execute(db);
  return rows;
}

/** Sector weights of a fund from its profile; null where no provider gave them. */
export async function findSectorWeights(
  db: Queryable,
  symbol: string,
): Promise<Readonly<Record<string, number>> | null> {
  const { rows } = await sql<{ weights: Record<string, number> | null }>`
    select sector_weights as weights from company_profiles where symbol = ${symbol}
  `.execute(db);
  return rows[0]?.weights ?? null;
}
