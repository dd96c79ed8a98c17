import { sql } from "kysely";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Queryable } from "#db/types.ts";

export interface FlowRow {
  readonly id: string;
  readonly date: PlainDate;
  /** Exact decimal in USD, negative for money taken out. */
  readonly amount: string;
  readonly note: string | null;
  readonly createdAt: Date;
}

const FLOW = sql`id, flow_date as date, amount, note, created_at as "createdAt"`;

export async function listFlows(db: Queryable, portfolioId: string): Promise<readonly FlowRow[]> {
  const { rows } = await sql<FlowRow>`
    select ${FLOW} from capital_flows where portfolio_id = ${portfolioId} order by flow_date, created_at, id
  `.execute(db);
  return rows;
}

export async function insertFlow(
  db: Queryable,
  portfolioId: string,
  flow: Pick<FlowRow, "date" | "amount" | "note">,
): Promise<FlowRow> {
  const { rows } = await sql<FlowRow>`
    insert into capital_flows (portfolio_id, flow_date, amount, note)
    values (${portfolioId}, ${flow.date}, ${flow.amount}, ${flow.note})
    returning ${FLOW}
  `.execute(db);
  return rows[0] as FlowRow;
}

/** What is gone; null when the portfolio has no such flow. */
export async function deleteFlow(db: Queryable, portfolioId: string, id: string): Promise<FlowRow | null> {
  const { rows } = await sql<FlowRow>`
    delete from capital_flows where id = ${id} and portfolio_id = ${portfolioId} returning ${FLOW}
  `.execute(db);
  return rows[0] ?? null;
}
