import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { InvestmentClass, PortfolioFacts, PositionFact } from "#core/instruments/position.ts";
import type { Queryable } from "#db/types.ts";

/** A portfolio as the plan sees it: from when, which symbols, which revision of its facts. */
export interface PortfolioScope {
  readonly id: string;
  readonly firstEntry: PlainDate;
  readonly factsRevision: string;
  /** Market symbols ever held and underlyings, sorted; private and cash lots have none. */
  readonly symbols: readonly string[];
}

/** Those of these portfolios that have at least one position, sorted by id. */
export async function readScope(db: Queryable, ids: readonly string[]): Promise<readonly PortfolioScope[]> {
  // Symbols as one text: arrays of ten thousand portfolios take seconds to parse.
  const { rows } = await sql<Omit<PortfolioScope, "symbols"> & { readonly symbols: string | null }>`
    select p.id, min(l.entry_date) as "firstEntry", p.facts_revision::text as "factsRevision",
      string_agg(distinct s.symbol, chr(10) order by s.symbol) as symbols
    from portfolios p
    join positions l on l.portfolio_id = p.id
    left join lateral (
      select l.symbol where l.investment_class <> 'PRIVATE' and l.investment_subtype is distinct from 'CASH'
      union select l.underlying_symbol
    ) s on true
    where p.id = any(${[...ids]}::uuid[])
    group by p.id order by p.id`.execute(db);
  return rows.map((row) => ({ ...row, symbols: row.symbols?.split("\n") ?? [] }));
}

/** Revision of the facts of these portfolios, or of all for null, sorted by id; none of one that was deleted. */
export async function readFactsRevisions(
  db: Queryable,
  ids: readonly string[] | null,
): Promise<ReadonlyMap<string, string>> {
  const among = ids === null ? sql`true` : sql`id = any(${[...ids]}::uuid[])`;
  const { rows } = await sql<{ id: string; factsRevision: string }>`
    select id, facts_revision::text as "factsRevision" from portfolios where ${among} order by id`.execute(
    db,
  );
  return new Map(rows.map(({ id, factsRevision }) => [id, factsRevision]));
}

interface PositionRow {
  readonly portfolioId: string;
  readonly id: string;
  readonly symbol: string;
  readonly investmentClass: InvestmentClass;
  readonly investmentSubtype: string | null;
  readonly quantity: string;
  readonly entryPrice: string | null;
  readonly entryDate: PlainDate;
  readonly exitDate: PlainDate | null;
  readonly exitPrice: string | null;
  readonly underlying: string | null;
  readonly strike: string | null;
  readonly expiration: PlainDate | null;
  readonly optionType: "CALL" | "PUT" | null;
  readonly mark: string | null;
  readonly markDate: PlainDate | null;
  readonly basisDate: PlainDate;
}

/** The facts of these portfolios, in the order of the ids; one that was deleted meanwhile is left out. */
export async function readPortfolioFacts(
  db: Queryable,
  ids: readonly string[],
): Promise<readonly PortfolioFacts[]> {
  const portfolios = await sql<Omit<PortfolioFacts, "positions" | "flows">>`
    select id, equity_balance::text as "equityBalance", equity_as_of as "equityAsOf"
    from portfolios where id = any(${[...ids]}::uuid[])`.execute(db);
  const positions = await sql<PositionRow>`
    select portfolio_id as "portfolioId", id, symbol, investment_class as "investmentClass",
      investment_subtype as "investmentSubtype", quantity::text as quantity, entry_price::text as "entryPrice",
      entry_date as "entryDate", exit_date as "exitDate", exit_price::text as "exitPrice", underlying_symbol as underlying,
      strike_price::text as strike, expiration_date as expiration, option_type as "optionType", mark::text as mark,
      mark_date as "markDate", basis_date as "basisDate"
    from positions where portfolio_id = any(${[...ids]}::uuid[]) order by portfolio_id, entry_date, symbol, id`.execute(
    db,
  );
  const flows = await sql<{ portfolioId: string; id: string; date: PlainDate; amount: string }>`
    select portfolio_id as "portfolioId", id, flow_date as date, amount::text as amount
    from capital_flows where portfolio_id = any(${[...ids]}::uuid[]) order by portfolio_id, flow_date, id`.execute(
    db,
  );
  const positionsOf = Map.groupBy(positions.rows, (row) => row.portfolioId);
  const flowsOf = Map.groupBy(flows.rows, (row) => row.portfolioId);
  const byId = new Map(portfolios.rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const portfolio = byId.get(id);
    if (portfolio === undefined) return [];
    return [
      {
        ...portfolio,
        positions: (positionsOf.get(id) ?? []).map(toFact),
        flows: (flowsOf.get(id) ?? []).map(({ id, date, amount }) => ({ id, date, amount })),
      },
    ];
  });
}

function toFact(row: PositionRow): PositionFact {
  const { portfolioId: _, underlying, strike, expiration, optionType, ...fact } = row;
  const option =
    underlying === null || strike === null || expiration === null || optionType === null
      ? null
      : { underlying, strike, expiration, type: optionType };
  return { ...fact, option };
}
