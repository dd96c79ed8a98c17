import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { PositionFact } from "#core/instruments/position.ts";
import type { PositionGreeks } from "#core/options/position-greeks.ts";
import type { Queryable } from "#db/types.ts";

/** A lot to be stored; `line` is null for one that does not come from a file. */
export interface NewPosition extends Omit<PositionFact, "id"> {
  readonly line: number | null;
}

export interface PositionRow extends PositionFact {
  readonly portfolioId: string;
  readonly line: number | null;
}

/** A lot with its latest value; the numbers are null where the batch has not valued it yet. */
export interface ValuedPositionRow extends PositionRow {
  readonly name: string | null;
  readonly sector: string | null;
  readonly asOf: PlainDate | null;
  readonly heldQuantity: number | null;
  readonly price: number | null;
  readonly priceSource: string | null;
  readonly marketValue: number | null;
  readonly weight: number | null;
  readonly costBasis: number | null;
  readonly unrealizedPnl: number | null;
  readonly realizedPnl: number | null;
  readonly dividends: number | null;
  readonly dailyPnl: number | null;
  readonly greeks: PositionGreeks | null;
}

/** As null where the lot has no delta as where it was not valued yet. */
type FlatGreeks = { readonly [Name in keyof PositionGreeks]: number | null };

interface FlatOption {
  readonly underlying: string | null;
  readonly strike: string | null;
  readonly expiration: PlainDate | null;
  readonly optionType: "CALL" | "PUT" | null;
}

const POSITION = sql`
  q.id, q.portfolio_id as "portfolioId", q.line, q.symbol, q.investment_class as "investmentClass",
  q.investment_subtype as "investmentSubtype", q.quantity, q.entry_price as "entryPrice",
  q.entry_date as "entryDate", q.exit_date as "exitDate", q.exit_price as "exitPrice",
  q.underlying_symbol as underlying, q.strike_price as strike, q.expiration_date as expiration,
  q.option_type as "optionType", q.mark, q.mark_date as "markDate", q.basis_date as "basisDate"`;

/** Null for a lot of another owner's portfolio, whether or not it exists. */
export async function findOwnedPosition(
  db: Queryable,
  ownerId: string,
  id: string,
): Promise<PositionRow | null> {
  const { rows } = await sql<Omit<PositionRow, "option"> & FlatOption>`
    select ${POSITION}
    from positions q join portfolios p on p.id = q.portfolio_id
    where q.id = ${id} and p.owner_id = ${ownerId}
  `.execute(db);
  return rows[0] === undefined ? null : nested(rows[0]);
}

/** The lots of a portfolio by entry, each with its value at the latest session it was valued at. */
export async function listValuedPositions(
  db: Queryable,
  portfolioId: string,
): Promise<readonly ValuedPositionRow[]> {
  const { rows } = await sql<Omit<ValuedPositionRow, "option" | "greeks"> & FlatOption & FlatGreeks>`
    select ${POSITION}, c.name, t.tag as sector, v.as_of as "asOf", v.quantity as "heldQuantity", v.price,
      v.price_source as "priceSource", v.market_value as "marketValue", v.weight, v.cost_basis as "costBasis",
      v.unrealized_pnl as "unrealizedPnl", v.realized_pnl as "realizedPnl", v.dividends,
      v.daily_pnl as "dailyPnl", v.underlying_price as "underlyingPrice",
      v.implied_volatility as "impliedVolatility", v.delta, v.gamma, v.vega, v.theta, v.rho,
      v.delta_exposure as "deltaExposure"
    from positions q
    left join (
      select * from position_values where portfolio_id = ${portfolioId}
        and as_of = (select max(as_of) from lot_values where portfolio_id = ${portfolioId})
    ) v on v.position_id = q.id
    left join company_profiles c on c.symbol = q.symbol and q.investment_class <> 'PRIVATE'
      and q.investment_subtype is distinct from 'CASH'
    left join lateral (
      select min(tag) as tag from position_tags where position_id = q.id and source = 'sector'
    ) t on true
    where q.portfolio_id = ${portfolioId}
    order by q.entry_date, q.symbol, q.line, q.id
  `.execute(db);
  return rows.map(({ underlyingPrice, impliedVolatility, delta, gamma, vega, theta, rho, ...row }) => {
    const { deltaExposure, ...rest } = row;
    const greeks = { underlyingPrice, impliedVolatility, delta, gamma, vega, theta, rho, deltaExposure };
    return { ...nested(rest), greeks: isKnown(greeks) ? greeks : null };
  });
}

/** Of each option lot with a delta at exactly this session, its underlying. */
export async function listDeltaUnderlyings(
  db: Queryable,
  portfolioId: string,
  asOf: PlainDate,
): Promise<readonly string[]> {
  const { rows } = await sql<{ underlying: string }>`
    select q.underlying_symbol as underlying from position_values v join positions q on q.id = v.position_id
    where v.portfolio_id = ${portfolioId} and v.as_of = ${asOf} and v.delta is not null
  `.execute(db);
  return rows.map(({ underlying }) => underlying);
}

/** Stores the lots in one statement and gives their ids in order. */
export async function insertPositions(
  db: Queryable,
  portfolioId: string,
  positions: readonly NewPosition[],
): Promise<readonly string[]> {
  const column = <T>(pick: (position: NewPosition) => T) => positions.map(pick);
  const { rows } = await sql<{ id: string }>`
    insert into positions (portfolio_id, line, symbol, investment_class, investment_subtype, quantity, entry_price,
      entry_date, exit_date, exit_price, underlying_symbol, strike_price, expiration_date, option_type, mark, mark_date,
      basis_date)
    select ${portfolioId}::uuid, n.line, n.symbol, n.class, n.subtype, n.quantity, n.entry_price, n.entry_date,
      n.exit_date, n.exit_price, n.underlying, n.strike, n.expiration, n.option_type, n.mark, n.mark_date,
      n.basis_date
    from unnest(
      ${column((p) => p.line)}::integer[], ${column((p) => p.symbol)}::text[],
      ${column((p) => p.investmentClass)}::text[], ${column((p) => p.investmentSubtype)}::text[],
      ${column((p) => p.quantity)}::numeric[], ${column((p) => p.entryPrice)}::numeric[],
      ${column((p) => p.entryDate)}::date[], ${column((p) => p.exitDate)}::date[],
      ${column((p) => p.exitPrice)}::numeric[], ${column((p) => p.option?.underlying ?? null)}::text[],
      ${column((p) => p.option?.strike ?? null)}::numeric[], ${column((p) => p.option?.expiration ?? null)}::date[],
      ${column((p) => p.option?.type ?? null)}::text[], ${column((p) => p.mark)}::numeric[],
      ${column((p) => p.markDate)}::date[], ${column((p) => p.basisDate)}::date[]
    ) with ordinality as n (line, symbol, class, subtype, quantity, entry_price, entry_date, exit_date, exit_price,
      underlying, strike, expiration, option_type, mark, mark_date, basis_date, ordinal)
    order by n.ordinal
    returning id
  `.execute(db);
  return rows.map(({ id }) => id);
}

/** Writes all facts of a lot. */
export async function updatePosition(
  db: Queryable,
  id: string,
  position: Omit<NewPosition, "line">,
): Promise<void> {
  const { option } = position;
  await sql`
    update positions set
      symbol = ${position.symbol}, investment_class = ${position.investmentClass},
      investment_subtype = ${position.investmentSubtype}, quantity = ${position.quantity},
      entry_price = ${position.entryPrice}, entry_date = ${position.entryDate},
      exit_date = ${position.exitDate}, exit_price = ${position.exitPrice},
      underlying_symbol = ${option?.underlying ?? null}, strike_price = ${option?.strike ?? null},
      expiration_date = ${option?.expiration ?? null}, option_type = ${option?.type ?? null},
      mark = ${position.mark}, mark_date = ${position.markDate}, basis_date = ${position.basisDate},
      updated_at = now()
    where id = ${id}
  `.execute(db);
}

export async function deletePosition(db: Queryable, id: string): Promise<void> {
  await sql`delete from positions where id = ${id}`.execute(db);
}

function isKnown(greeks: FlatGreeks): greeks is PositionGreeks {
  return Object.values(greeks).every((value) => value !== null);
}

function nested<Row extends FlatOption>(
  row: Row,
): Omit<Row, keyof FlatOption> & Pick<PositionFact, "option"> {
  const { underlying, strike, expiration, optionType, ...rest } = row;
  const option =
    underlying === null || strike === null || expiration === null || optionType === null
      ? null
      : { underlying, strike, expiration, type: optionType };
  return { ...rest, option };
}
