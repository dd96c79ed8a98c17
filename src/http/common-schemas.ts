import * as z from "zod";
import { fromFloat, isDecimal, parseDecimal } from "#core/money/decimal.ts";

export const uuid = z.uuid();
/** A day of an age that has markets: with days around it, and in the database's own reach. */
export const plainDate = z.iso
  .date()
  .refine((date) => date >= "1900-01-01" && date < "2200-01-01", "a date from 1900 to 2199 is needed");
/** An instant in UTC. */
export const instant = z.iso.datetime();
/** NaN and infinities have no JSON; presenters turn them into null. */
export const numberOrNull = z.number().nullable();

export const portfolioParams = z.object({ portfolio_id: uuid });
export const idParams = z.object({ id: uuid });

/** A form field or JSON value that is checked later, with the other fields. */
export const looseValue = z.union([z.string().max(2000), z.number(), z.null()]).optional();

/** An exact number: a decimal string keeps every digit, a JSON number the shortest ones that read back as it. */
export const decimalInput = z.union([z.number(), z.string().max(100)]).transform((value, context) => {
  const text = typeof value === "number" ? fromFloat(value) : parseDecimal(value.trim());
  if (text !== null && isDecimal(text)) return text;
  context.issues.push({ code: "custom", message: "a plain decimal number is needed", input: value });
  return z.NEVER;
});

/** Why a number, or a whole analytic, is not there. */
export const absence = z.object({ code: z.string(), message: z.string() });
export type Absence = z.output<typeof absence>;
/** Of several numbers, by the name of the field that is null. */
export const reasons = z.record(z.string(), absence).describe("Why a number is null, by its field.");

export const dataQuality = z.object({
  flag: z.enum(["complete", "partial", "unavailable"]),
  message: z.string(),
  positions_analyzed: z.int().nullable(),
  positions_total: z.int().nullable(),
  positions_skipped: z.int().nullable(),
  data_days: z.int().nullable().describe("Sessions or returns behind the numbers."),
});
export type DataQuality = z.output<typeof dataQuality>;

/** The frame every analytic comes in. */
export function analytic<Data extends z.ZodType>(data: Data) {
  return z.object({
    available: z.boolean(),
    as_of: plainDate.nullable().describe("Session whose closing data the numbers use."),
    data: data.nullable(),
    reason: absence.nullable(),
    data_quality: dataQuality,
  });
}
