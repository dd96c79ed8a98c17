import type { PlainDate } from "#core/dates/plain-date.ts";
import { newYorkTime } from "#core/dates/trading-calendar.ts";
import type { ApiContext } from "./api-context.ts";

/** The business day and the last completed session, against which dates are checked. */
export function businessDay(context: Pick<ApiContext, "businessNow" | "calendar">): {
  readonly today: PlainDate;
  readonly lastSession: PlainDate;
} {
  const now = context.businessNow();
  return { today: newYorkTime(now).date, lastSession: context.calendar.lastCompleted(now) };
}
