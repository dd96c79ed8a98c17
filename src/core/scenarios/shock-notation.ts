import type { Shock, ShockFactor, ShockType } from "./scenario-table.ts";
import { type RateSensitivity, TLT_SENSITIVITY } from "./translate-shocks.ts";

export type ShockErrorCode =
  /** Nothing was written. */
  | "NO_SHOCK"
  /** Not of the form factor:size. */
  | "NOT_A_SHOCK"
  | "UNKNOWN_FACTOR"
  | "SHOCKED_TWICE"
  /** Not a number, or in a unit the factor does not take. */
  | "WRONG_SIZE"
  | "OUT_OF_RANGE";

/** One thing wrong with shocks as written. */
export interface ShockError {
  readonly code: ShockErrorCode;
  /** The text it is about. */
  readonly found: string;
  readonly expected: string;
}

/** How each factor's size is written: a yield change in bp, a style's absolute return with an a, else a fraction. */
const UNITS = {
  Market: "return",
  Value: "style",
  Growth: "style",
  Momentum: "style",
  Size: "style",
  Quality: "style",
  "Low Volatility": "style",
  Interest_Rate: "yield",
  Implied_Volatility: "change",
} as const satisfies Record<ShockFactor, "return" | "style" | "yield" | "change">;

const EXPECTED_SIZE = {
  return: "a return as a fraction, such as -0.2 for −20 %",
  style: "a return over the market as a fraction, such as -0.05, or the style's own return, such as -0.05a",
  yield: "a yield change in basis points, such as +100bp",
  change: "a relative change of volatilities as a fraction, such as +0.5 for half as much again",
} as const;

/** No return and no change of volatility is below −100 %, and one above +1000 % is a slip of the pen. */
const SMALLEST = -1;
const LARGEST = 10;

const SIZE = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)(bp|a)?$/i;

/**
 * Reads shocks in the notation of the scenario table: `factor:size` by `;`, such as
 * `Market:-0.2;Size:-0.05a;Interest_Rate:+100bp;Implied_Volatility:+0.5`. A size ending in `bp` is a yield change, in
 * `a` the style's own return; else it is a fraction, for a style relative to the market. Space around parts does not
 * matter. A yield change may not exceed D/C, from where the second-order answer of the bond fund to it turns. Gives the
 * shocks, or everything that is wrong, in the order of the text.
 */
export function parseShocks(
  text: string,
  sensitivity: RateSensitivity = TLT_SENSITIVITY,
): { readonly shocks: readonly Shock[] } | { readonly errors: readonly ShockError[] } {
  const parts = text.split(";").flatMap((part) => part.trim() || []);
  if (parts.length === 0) {
    return { errors: [{ code: "NO_SHOCK", found: text, expected: "factor:size, such as Market:-0.2" }] };
  }
  const shocks: Shock[] = [];
  const errors: ShockError[] = [];
  for (const part of parts) {
    const read = parseShock(part, sensitivity);
    if ("code" in read) errors.push(read);
    else if (shocks.some(({ factor }) => factor === read.factor)) {
      errors.push({ code: "SHOCKED_TWICE", found: part, expected: `one shock of ${read.factor}` });
    } else shocks.push(read);
  }
  return errors.length > 0 ? { errors } : { shocks };
}

function parseShock(part: string, sensitivity: RateSensitivity): Shock | ShockError {
  const colon = part.indexOf(":");
  if (colon < 0) return { code: "NOT_A_SHOCK", found: part, expected: "factor:size, such as Market:-0.2" };
  const name = part.slice(0, colon).trim();
  if (!isFactor(name)) {
    return { code: "UNKNOWN_FACTOR", found: name, expected: `one of ${Object.keys(UNITS).join(", ")}` };
  }
  const found = part.slice(colon + 1).trim();
  const unit = UNITS[name];
  const [, number, suffix] = SIZE.exec(found) ?? [];
  const type = number === undefined ? null : shockType(unit, suffix?.toLowerCase());
  if (type === null) return { code: "WRONG_SIZE", found: part, expected: EXPECTED_SIZE[unit] };
  const size = Number(number);
  const [low, high] = unit === "yield" ? yieldRange(sensitivity) : [SMALLEST, LARGEST];
  if (size < low || size > high) {
    return { code: "OUT_OF_RANGE", found: part, expected: `a size from ${low} to ${high}` };
  }
  return { factor: name, type, size };
}

/** The shocks in the notation that {@link parseShocks} reads; a size without a unit is a fraction. */
export function formatShocks(shocks: readonly Shock[]): string {
  return shocks
    .map(({ factor, type, size }) => {
      const suffix =
        type === "basisPoints" ? "bp" : type === "absolute" && UNITS[factor] === "style" ? "a" : "";
      return `${factor}:${size > 0 ? "+" : ""}${size}${suffix}`;
    })
    .join(";");
}

/** All that is wrong, each with what was found and what was expected. */
export function describeShockErrors(errors: readonly ShockError[]): string {
  return errors.map(({ found, expected }) => `${JSON.stringify(found)}: expected ${expected}`).join("; ");
}

/** The type of a size by its suffix; null where the factor takes none of it. */
function shockType(unit: (typeof UNITS)[ShockFactor], suffix: string | undefined): ShockType | null {
  if (unit === "yield") return suffix === "bp" ? "basisPoints" : null;
  if (unit === "style") return suffix === undefined ? "relative" : suffix === "a" ? "absolute" : null;
  if (suffix !== undefined) return null;
  return unit === "return" ? "absolute" : "relative";
}

/** Where −D·Δy + ½·C·Δy² is still falling, in whole basis points, and as far the other way. */
function yieldRange({ duration, convexity }: RateSensitivity): readonly [number, number] {
  const turn = convexity > 0 ? Math.floor((duration / convexity) * 10_000) : 10_000;
  return [-turn, turn];
}

function isFactor(name: string): name is ShockFactor {
  return Object.hasOwn(UNITS, name);
}
