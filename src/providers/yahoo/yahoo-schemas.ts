import * as z from "zod";
import { numberOrNull, textOrNull } from "../http/answer-fields.ts";

/** Seconds since 1970, made milliseconds. */
const instant = z.number().transform((seconds) => seconds * 1000);
const column = z.array(z.number().nullable());
const payments = z
  .record(z.string(), z.object({ date: instant, amount: z.number() }))
  .default({})
  .transform((events) => Object.values(events));

/** `v8/finance/chart`: closes and dividends adjusted for every split, timestamps of the opening. */
export const yahooChart = z
  .object({
    meta: z.object({ currency: textOrNull, firstTradeDate: instant.nullish() }),
    timestamp: z.array(z.number()).default([]),
    events: z
      .object({
        dividends: payments,
        capitalGains: payments,
        splits: z
          .record(
            z.string(),
            z.object({ date: instant, numerator: z.number().positive(), denominator: z.number().positive() }),
          )
          .default({})
          .transform((events) => Object.values(events)),
      })
      .default({ dividends: [], capitalGains: [], splits: [] }),
    indicators: z.object({
      quote: z.array(z.object({ open: column, high: column, low: column, close: column, volume: column })),
    }),
  })
  .refine(
    ({ timestamp, indicators: { quote } }) =>
      timestamp.length === 0 ||
      (quote[0] !== undefined && Object.values(quote[0]).every(({ length }) => length === timestamp.length)),
    "expected columns as long as the timestamps",
  );

/** `quoteSummary`; a module that a symbol has not is absent. */
export const yahooSummary = z.object({
  quoteType: z.object({ quoteType: z.string(), longName: textOrNull, shortName: textOrNull }),
  assetProfile: z.object({ sector: textOrNull, industry: textOrNull }).optional(),
  summaryDetail: z.object({ beta: numberOrNull }).optional(),
  defaultKeyStatistics: z.object({ beta: numberOrNull, beta3Year: numberOrNull }).optional(),
  topHoldings: z
    .object({ sectorWeightings: z.array(z.record(z.string(), numberOrNull)).default([]) })
    .optional(),
  financialData: z.object({ financialCurrency: textOrNull }).optional(),
  earningsHistory: z
    .object({
      history: z.array(z.object({ quarter: instant.nullish(), epsEstimate: numberOrNull })).default([]),
    })
    .optional(),
});

/** `fundamentals-timeseries`, one entry a period. */
export const yahooStatements = z.array(
  z.object({
    date: instant,
    totalRevenue: numberOrNull,
    netIncome: numberOrNull,
    dilutedEPS: numberOrNull,
    totalAssets: numberOrNull,
    stockholdersEquity: numberOrNull,
  }),
);
