import { addDays, type PlainDate, plainDate, yearOf } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { FinancialStatement } from "#core/instruments/fundamentals.ts";
import type { SyntheticInstrument } from "./describe-symbol.ts";
import type { MarketPaths } from "./market-paths.ts";
import { hashText, normal, uniform } from "./noise.ts";
import { syntheticSeries } from "./symbol-series.ts";

/** Quarters reported, and whole years among them. */
const QUARTERS = 12;

/** Days from the end of a quarter to its report. */
const REPORTING_DELAY_DAYS = 40;

/**
 * Quarterly and annual statements of the last three years reported by `through`, ascending. Earnings follow the
 * price of the quarter's end at a drawn price-earnings ratio, the rest follows earnings at drawn ratios, and a year
 * is the sum of its quarters. Per share of the level's session: later and earlier splits are left out.
 */
export function syntheticStatements(
  instrument: SyntheticInstrument,
  market: MarketPaths,
  calendar: TradingCalendar,
  through: PlainDate,
): readonly FinancialStatement[] {
  const key = hashText(`fundamentals/${instrument.symbol}`);
  const priceEarnings = 10 + 25 * uniform(key, 1);
  const margin = 0.05 + 0.2 * uniform(key, 2);
  const shares = 2e8 * Math.exp(normal(key, 3));
  const [assetsToRevenue, equityToAssets] = [1 + 2 * uniform(key, 4), 0.25 + 0.4 * uniform(key, 5)];

  const unsplit = { ...instrument, splits: false };
  const statements: FinancialStatement[] = [];
  for (const periodEnd of reportedQuarters(through)) {
    const ordinal = calendar.ordinalOnOrBefore(periodEnd);
    const [price = Number.NaN] = syntheticSeries(unsplit, market, calendar, ordinal, ordinal).close;
    const surprise = 1 + 0.05 * normal(key, 100 + ordinal);
    const estimateEps = price / priceEarnings / 4;
    const epsDiluted = estimateEps * surprise;
    const netIncome = epsDiluted * shares;
    const revenue = netIncome / margin;
    const totalAssets = revenue * 4 * assetsToRevenue;
    statements.push({
      symbol: instrument.symbol,
      periodEnd,
      frequency: "quarterly",
      currency: "USD",
      revenue,
      netIncome,
      epsDiluted,
      totalAssets,
      totalEquity: totalAssets * equityToAssets,
      estimateEps,
    });
    if (!periodEnd.endsWith("-12-31")) continue;
    const year = statements.slice(-4);
    if (year.length === 4 && year[0]?.periodEnd.slice(0, 4) === periodEnd.slice(0, 4))
      statements.push(yearOfQuarters(year));
  }
  return statements;
}

function yearOfQuarters(quarters: readonly FinancialStatement[]): FinancialStatement {
  const last = quarters.at(-1) as FinancialStatement;
  const sum = (field: "revenue" | "netIncome" | "epsDiluted" | "estimateEps"): number =>
    quarters.reduce((total, quarter) => total + (quarter[field] ?? Number.NaN), 0);
  return {
    ...last,
    frequency: "annual",
    revenue: sum("revenue"),
    netIncome: sum("netIncome"),
    epsDiluted: sum("epsDiluted"),
    estimateEps: sum("estimateEps"),
  };
}

/** Ends of the last calendar quarters whose reports are out by `through`, ascending. */
function reportedQuarters(through: PlainDate): readonly PlainDate[] {
  const lastEnd = addDays(through, -REPORTING_DELAY_DAYS);
  const ends: PlainDate[] = [];
  for (let year = yearOf(lastEnd); ends.length < QUARTERS; year--) {
    for (const month of [12, 9, 6, 3]) {
      const end = addDays(plainDate(month === 12 ? year + 1 : year, (month % 12) + 1, 1), -1);
      if (end <= lastEnd && ends.length < QUARTERS) ends.push(end);
    }
  }
  return ends.reverse();
}
