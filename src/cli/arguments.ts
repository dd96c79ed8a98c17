import { type Command, InvalidArgumentError, Option } from "commander";
import { isPlainDate, type PlainDate } from "#core/dates/plain-date.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { type Decimal, parseDecimal } from "#core/money/decimal.ts";
import { describeShockErrors, parseShocks } from "#core/scenarios/shock-notation.ts";

/** A date of the command line. */
export function dateArgument(text: string): PlainDate {
  if (isPlainDate(text)) return text;
  throw new InvalidArgumentError("A date YYYY-MM-DD is needed.");
}

/** An exact number. */
export function decimalArgument(text: string): Decimal {
  const value = parseDecimal(text.trim());
  if (value !== null) return value;
  throw new InvalidArgumentError("A plain decimal number is needed.");
}

/** A whole or abbreviated id. */
export function idArgument(text: string): string {
  const id = text.toLowerCase();
  if (/^[0-9a-f][0-9a-f-]{0,35}$/.test(id)) return id;
  throw new InvalidArgumentError("An id, or its beginning, is needed: hexadecimal digits and dashes.");
}

/** A whole number of at least 1. */
export function countArgument(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("A whole number from 1 to 999999 is needed.");
}

/** A part of a whole above 0, such as 0.1. */
export function fractionArgument(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value > 0 && value <= 10) return value;
  throw new InvalidArgumentError("A fraction above 0 is needed, such as 0.1 for 10 %.");
}

/** Shocks in the notation of the scenario table; stays text. */
export function shocksArgument(text: string): string {
  const parsed = parseShocks(text);
  if ("shocks" in parsed) return text;
  throw new InvalidArgumentError(describeShockErrors(parsed.errors));
}

export interface JsonOption {
  readonly json?: true;
}

export interface UserOption {
  readonly user?: string;
}

export function jsonOption(): Option {
  return new Option("--json", "print JSON instead of text");
}

export function userOption(): Option {
  return new Option("--user <email>", "act as this user (default: the only user, else the administrator)");
}

/** Throws USAGE for a range that ends before it begins. `until` is the option that ends it. */
export function requireOrder(
  { from, to }: { readonly from: PlainDate; readonly to: PlainDate },
  until = "--to",
): void {
  if (from > to) throw new SigmaSightError("USAGE", `--from ${from} lies after ${until} ${to}`);
}

/** Gives a command the options of every command that reads. */
export function reading(command: Command): Command {
  return command.addOption(jsonOption()).addOption(userOption());
}
