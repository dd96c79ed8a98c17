const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;
const NEGATIVE = 0x4000;
const GROUP = 4; // decimal digits in one base-10000 digit

/**
 * PostgreSQL's binary `numeric` of a plain decimal string ("-1234.5600"), exact, trailing zeros kept in the scale. Layout: int16
 * count, weight (base-10000 exponent of the first digit), sign, decimal places, then the base-10000 digits.
 * Throws RangeError on anything else, exponents and NaN included.
 */
export function encodeNumeric(text: string): Buffer {
  const match = DECIMAL.exec(text);
  const whole = match?.[2] ?? "";
  const fraction = match?.[3] ?? "";
  if (match === null || whole.length + fraction.length === 0) {
    throw new RangeError(`not a decimal: ${JSON.stringify(text)}`);
  }
  const wholeGroups = Math.ceil(whole.length / GROUP);
  const digits = [
    ...groups(whole.padStart(wholeGroups * GROUP, "0")),
    ...groups(fraction.padEnd(Math.ceil(fraction.length / GROUP) * GROUP, "0")),
  ];
  const first = digits.findIndex((digit) => digit !== 0);
  const last = digits.findLastIndex((digit) => digit !== 0);
  const kept = first === -1 ? [] : digits.slice(first, last + 1);
  const buffer = Buffer.alloc(8 + kept.length * 2);
  buffer.writeInt16BE(kept.length, 0);
  buffer.writeInt16BE(kept.length === 0 ? 0 : wholeGroups - 1 - first, 2);
  buffer.writeUInt16BE(match[1] === "-" && kept.length > 0 ? NEGATIVE : 0, 4);
  buffer.writeInt16BE(fraction.length, 6);
  for (const [i, digit] of kept.entries()) buffer.writeInt16BE(digit, 8 + i * 2);
  return buffer;
}

function groups(text: string): number[] {
  return Array.from({ length: text.length / GROUP }, (_, i) =>
    Number(text.slice(i * GROUP, (i + 1) * GROUP)),
  );
}
