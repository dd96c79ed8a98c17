import { formatMoney, formatNumber, formatPercent, formatPercentage } from "@/lib/format.ts";
import type { useAmounts } from "@/lib/use-amounts.ts";

type Amounts = Pick<ReturnType<typeof useAmounts>, "masked" | "money" | "quantity">;

/** Digits enough to tell two stored numbers apart. */
const precise = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 16 });

/** A value with its unit, as people read it. Amounts and quantities follow the reader's mask. */
export function formatExplained(value: number, unit: string, amounts: Amounts): string {
  switch (unit) {
    case "USD":
      return `${amounts.money(value)} USD`;
    case "units":
      return `${amounts.quantity(value)} units`;
    case "USD per unit":
    case "USD, adjusted":
      return `${formatMoney(value)} ${unit}`;
    case "fraction":
      return percentOf(value);
    case "fraction of NAV":
    case "fraction a year":
    case "fraction a session":
      return `${percentOf(value)} ${unit.slice("fraction ".length)}`;
    case "percent":
      return formatPercentage(value);
    case "count":
      return formatNumber(value, 0);
    case "shares a session":
    case "basis points":
    case "years":
      return `${formatNumber(value, unit === "shares a session" ? 0 : 2)} ${unit}`;
    default:
      return shortNumber(value);
  }
}

/** All the digits of a value in its own unit; nothing of it where amounts are masked. */
export function formatPrecise(value: number, unit: string, amounts: Amounts): string {
  if (amounts.masked && isAmount(unit)) return amounts.money(value);
  return formatExact(value);
}

/** Whether a value in this unit tells how much the owner has. */
export function isAmount(unit: string): boolean {
  return unit === "USD" || unit === "units";
}

/** A number with all its digits; a very small one by its power of ten. */
export function formatExact(value: number): string {
  const size = Math.abs(value);
  const text = size !== 0 && size < 1e-6 ? value.toExponential() : precise.format(value);
  return text.replaceAll("-", "\u2212");
}

function percentOf(fraction: number): string {
  const size = Math.abs(fraction);
  return formatPercent(fraction, size !== 0 && size < 0.0005 ? 4 : 2);
}

function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && size < 0.001) return value.toExponential(3).replaceAll("-", "\u2212");
  return formatNumber(value, size >= 1000 ? 0 : 4);
}
