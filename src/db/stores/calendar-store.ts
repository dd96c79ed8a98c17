import { sql } from "kysely";
import type { CalendarException } from "#core/dates/trading-calendar.ts";
import type { Queryable } from "#db/types.ts";

/** The operator's corrections of the exchange's calendar. */
export async function readCalendarExceptions(db: Queryable): Promise<readonly CalendarException[]> {
  const { rows } = await sql<CalendarException>`
    select exception_date as date, kind from calendar_exceptions order by exception_date`.execute(db);
  return rows;
}
