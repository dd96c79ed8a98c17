import type * as z from "zod";
import type { PlainDate } from "#core/dates/plain-date.ts";
import { newYorkTime } from "#core/dates/trading-calendar.ts";
import type { Dividend } from "#core/prices/market-facts.ts";
import type { PriceRows } from "../series/price-rows.ts";
import type { yahooChart } from "./yahoo-schemas.ts";

type Chart = z.output<typeof yahooChart>;

/** The rows of a chart up to a day, with every split, also later ones: closes are adjusted for them too. */
export function yahooRows({ timestamp, events, indicators }: Chart, to: PlainDate): PriceRows {
  const [quote] = indicators.quote;
  const days = timestamp.map((seconds) => dayOf(seconds * 1000));
  const kept = days.flatMap((day, row) => (day <= to ? [row] : []));
  const column = (values: readonly (number | null)[] | undefined): number[] =>
    kept.map((row) => values?.[row] ?? Number.NaN);
  return {
    dates: kept.map((row) => days[row] as PlainDate),
    open: column(quote?.open),
    high: column(quote?.high),
    low: column(quote?.low),
    close: column(quote?.close),
    adjClose: null,
    volume: column(quote?.volume),
    dividends: [...paidOut(byDay(events.dividends), byDay(events.capitalGains))],
    splits: events.splits
      .filter(({ numerator, denominator }) => numerator !== denominator)
      .map(({ date, numerator, denominator }) => ({ exDate: dayOf(date), ratio: numerator / denominator })),
  };
}

/** The New York day of an instant in milliseconds since 1970. */
export function dayOf(instant: number): PlainDate {
  return newYorkTime(new Date(instant)).date;
}

function byDay(payments: Chart["events"]["dividends"]): ReadonlyMap<PlainDate, number> {
  const amounts = new Map<PlainDate, number>();
  for (const { date, amount } of payments)
    if (amount > 0) amounts.set(dayOf(date), (amounts.get(dayOf(date)) ?? 0) + amount);
  return amounts;
}

/**
 * What a fund paid out: dividends and capital gains. Yahoo sometimes has the gain in the dividend of the same day as
 * well; a dividend at least as large as the gain is taken to hold it, a smaller one cannot.
 */
function paidOut(
  dividends: ReadonlyMap<PlainDate, number>,
  gains: ReadonlyMap<PlainDate, number>,
): readonly Dividend[] {
  const days = new Set([...dividends.keys(), ...gains.keys()]);
  return [...days].sort().map((exDate) => {
    const [dividend, gain] = [dividends.get(exDate) ?? 0, gains.get(exDate) ?? 0];
    return { exDate, amount: dividend >= gain ? dividend : dividend + gain };
  });
}
