import { formatCompact, formatDollars, formatMoney, formatQuantity, signed } from "./format.ts";
import { usePreferences } from "./preferences.ts";

const MASK = "•••••";

type Format = (value: number) => string;

interface Amounts {
  readonly masked: boolean;
  /** USD with cents. */
  readonly money: Format;
  /** USD in whole dollars. */
  readonly dollars: Format;
  /** USD in three digits: 5.66M. */
  readonly compact: Format;
  /** Shares or contracts held. */
  readonly quantity: Format;
  /** The same with a sign, + included. */
  readonly signedMoney: Format;
  readonly signedDollars: Format;
  readonly signedCompact: Format;
}

const mask: Format = () => MASK;

const OPEN: Amounts = {
  masked: false,
  money: formatMoney,
  dollars: formatDollars,
  compact: formatCompact,
  quantity: formatQuantity,
  signedMoney: (value) => signed(value, formatMoney),
  signedDollars: (value) => signed(value, formatDollars),
  signedCompact: (value) => signed(value, formatCompact),
};

const MASKED: Amounts = {
  masked: true,
  money: mask,
  dollars: mask,
  compact: mask,
  quantity: mask,
  signedMoney: mask,
  signedDollars: mask,
  signedCompact: mask,
};

/** Formats of amounts and quantities, which the reader can mask. Returns, weights and betas are never masked. */
export function useAmounts(): Amounts {
  return usePreferences().masked ? MASKED : OPEN;
}
