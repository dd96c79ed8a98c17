import * as z from "zod";
import { isPlainDate } from "#core/dates/plain-date.ts";

/** A date, alone or in front of a time. */
export const dateField = z
  .string()
  .transform((text) => text.slice(0, 10))
  .refine(isPlainDate, "expected a date as YYYY-MM-DD");

/** A number that may be missing: NaN. */
export const numberOrNaN = z
  .number()
  .nullish()
  .transform((value) => value ?? Number.NaN);

/** A number that may be missing: null. */
export const numberOrNull = z
  .number()
  .nullish()
  .transform((value) => value ?? null);

/** A text that may be missing or empty: null. */
export const textOrNull = z
  .string()
  .nullish()
  .transform((value) => (value === undefined || value === null || value.trim() === "" ? null : value.trim()));
