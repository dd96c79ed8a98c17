import * as z from "zod";
import { dateField, numberOrNaN, numberOrNull, textOrNull } from "../http/answer-fields.ts";

/** `historical-price-eod/full`: adjusted for splits, not for dividends. */
export const fmpDays = z.array(
  z.object({
    date: dateField,
    open: numberOrNaN,
    high: numberOrNaN,
    low: numberOrNaN,
    close: numberOrNaN,
    volume: numberOrNaN,
  }),
);

/** `dividends`: by ex-date; `adjDividend` is on the share basis after every split. */
export const fmpDividends = z.array(z.object({ date: dateField, adjDividend: z.number().nonnegative() }));

/** `splits`: new shares for old ones. */
export const fmpSplits = z.array(
  z.object({ date: dateField, numerator: z.number().positive(), denominator: z.number().positive() }),
);

/** `profile`: one entry, or none for a symbol it does not know. */
export const fmpProfiles = z.array(
  z.object({
    symbol: z.string(),
    companyName: textOrNull,
    sector: textOrNull,
    industry: textOrNull,
    beta: numberOrNull,
    currency: textOrNull,
    isEtf: z.boolean().default(false),
    isFund: z.boolean().default(false),
  }),
);

/** `income-statement`. */
export const fmpIncome = z.array(
  z.object({
    date: dateField,
    reportedCurrency: z.string().length(3),
    revenue: numberOrNull,
    netIncome: numberOrNull,
    epsDiluted: numberOrNull,
  }),
);

/** `balance-sheet-statement`. */
export const fmpBalance = z.array(
  z.object({
    date: dateField,
    reportedCurrency: z.string().length(3),
    totalAssets: numberOrNull,
    totalStockholdersEquity: numberOrNull,
  }),
);
