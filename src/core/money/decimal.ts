/**
 * Exact decimals as canonical text: an optional minus, digits without superfluous leading zeros, and every
 * decimal that was given (`"91.4300"` stays as it is). What a person or broker stated is kept and computed in
 * this form; only {@link toFloat} and {@link fromFloat} cross to float64.
 */
export type Decimal = string;

const CANONICAL = /^(?!-0(?:\.0*)?$)-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const PLAIN = /^([+-]?)(\d*)(?:\.(\d*))?$/;

interface Scaled {
  /** The value times 10^scale. */
  readonly digits: bigint;
  readonly scale: number;
}

/** True for canonical text; zero has no sign. */
export function isDecimal(text: string): boolean {
  return CANONICAL.test(text);
}

/**
 * Canonical form of a plain decimal number: `+5` → `5`, `007.50` → `7.50`, `.5` → `0.5`, `5.` → `5`, `-0.0` → `0.0`.
 * Null for anything else; exponents, thousands separators and surrounding space are not plain.
 */
export function parseDecimal(text: string): Decimal | null {
  const match = PLAIN.exec(text);
  if (match === null) return null;
  const [, sign = "", whole = "", decimals = ""] = match;
  if (whole === "" && decimals === "") return null;
  const magnitude = `${whole.replace(/^0+(?=\d)/, "") || "0"}${decimals === "" ? "" : `.${decimals}`}`;
  return sign === "-" && /[1-9]/.test(magnitude) ? `-${magnitude}` : magnitude;
}

/** Number of decimals written, trailing zeros included. */
export function decimalPlaces(value: Decimal): number {
  const point = value.indexOf(".");
  return point === -1 ? 0 : value.length - point - 1;
}

/**
 * The same value without trailing zeros after the point: equal values give equal text. A pattern for the zeros would
 * look at every run of them from each of its places, which takes minutes for a cell full.
 */
export function trimZeros(value: Decimal): Decimal {
  if (!value.includes(".")) return value;
  let end = value.length;
  while (value[end - 1] === "0") end--;
  return value.slice(0, value[end - 1] === "." ? end - 1 : end);
}

export function signOf(value: Decimal): -1 | 0 | 1 {
  const { digits } = scaled(value);
  return digits < 0n ? -1 : digits > 0n ? 1 : 0;
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`, whatever their decimals. */
export function compareDecimals(a: Decimal, b: Decimal): -1 | 0 | 1 {
  return signOf(subtractDecimals(a, b));
}

export function negateDecimal(value: Decimal): Decimal {
  const { digits, scale } = scaled(value);
  return format(-digits, scale);
}

/** Sum with the decimals of the longer term. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return format(x + y, scale);
}

/** Difference with the decimals of the longer term. */
export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return format(x - y, scale);
}

/** Product with the decimals of both factors together; nothing is rounded. */
export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  const x = scaled(a);
  const y = scaled(b);
  return format(x.digits * y.digits, x.scale + y.scale);
}

/** The float64 nearest to the value (ties to even). Throws RangeError beyond the range of float64. */
export function toFloat(value: Decimal): number {
  const number = isDecimal(value) ? Number(value) : Number.NaN;
  if (!Number.isFinite(number)) throw new RangeError(`not a decimal within float64: ${quote(value)}`);
  return number;
}

/**
 * The shortest decimal that reads back as the same float64, written without an exponent: 0.1 → `"0.1"`, not its
 * binary expansion. Throws RangeError for NaN and infinities, which have no decimal.
 */
export function fromFloat(value: number): Decimal {
  if (!Number.isFinite(value)) throw new RangeError(`${value} has no decimal`);
  const [mantissa = "", exponentText] = String(value).split("e");
  const exponent = Number(exponentText ?? 0);
  const { digits, scale } = scaled(parseDecimal(mantissa) as Decimal);
  return exponent > scale
    ? format(digits * 10n ** BigInt(exponent - scale), 0)
    : format(digits, scale - exponent);
}

function scaled(value: Decimal): Scaled {
  if (!isDecimal(value)) throw new RangeError(`not a decimal: ${quote(value)}`);
  return { digits: BigInt(value.replace(".", "")), scale: decimalPlaces(value) };
}

function aligned(a: Decimal, b: Decimal): readonly [bigint, bigint, number] {
  const x = scaled(a);
  const y = scaled(b);
  const scale = Math.max(x.scale, y.scale);
  return [x.digits * 10n ** BigInt(scale - x.scale), y.digits * 10n ** BigInt(scale - y.scale), scale];
}

function format(digits: bigint, scale: number): Decimal {
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  const whole = text.slice(0, text.length - scale);
  const magnitude = scale === 0 ? whole : `${whole}.${text.slice(-scale)}`;
  return digits < 0n ? `-${magnitude}` : magnitude;
}

function quote(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}
