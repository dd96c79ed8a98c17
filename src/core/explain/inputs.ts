import type { PlainDate } from "#core/dates/plain-date.ts";
import { rowIndex } from "#core/prices/price-rows.ts";
import type { LotPath } from "#core/valuation/valuation.ts";
import type { Evidence } from "./evidence.ts";
import type {
  InputSource,
  LabelKind,
  NumberInput,
  PriceSeries,
  SeriesInput,
  TextInput,
  Unit,
} from "./explanation.ts";
import { keyOf } from "./keys.ts";

/** What every input says of itself. */
interface Stated {
  readonly about: string;
  readonly unit: Unit;
  readonly session?: PlainDate | null;
}

export function numberInput(
  name: string,
  value: number,
  source: InputSource,
  { about, unit, session = null }: Stated,
): NumberInput {
  return { kind: "number", name, about, unit, source, session, value };
}

export function textInput(
  name: string,
  value: string,
  source: InputSource,
  { about, session = null }: Omit<Stated, "unit">,
): TextInput {
  return { kind: "text", name, about, unit: "text", source, session, value };
}

export function seriesInput(
  name: string,
  by: LabelKind,
  entries: readonly (readonly [label: string, value: number])[],
  source: InputSource,
  { about, unit, session = null }: Stated,
): SeriesInput {
  const labels = entries.map(([label]) => label);
  const values = entries.map(([, value]) => value);
  return { kind: "series", name, about, unit, source, session, by, labels, values };
}

export function constantInput(name: string, value: number, about: string, unit: Unit): NumberInput {
  return numberInput(name, value, { kind: "constant" }, { about, unit });
}

/** Another number of the portfolio, which has an explanation of its own. */
export function resultInput(
  name: string,
  key: string,
  value: number,
  stated: Stated & { readonly session: PlainDate },
): NumberInput {
  return numberInput(name, value, { kind: "result", keys: [key] }, stated);
}

export function resultsInput(
  name: string,
  by: LabelKind,
  entries: readonly { readonly label: string; readonly key: string; readonly value: number }[],
  stated: Stated,
): SeriesInput {
  return seriesInput(
    name,
    by,
    entries.map(({ label, value }) => [label, value] as const),
    { kind: "result", keys: entries.map(({ key }) => key) },
    stated,
  );
}

/** One number of each of these lots, by its id. */
export function lotResults(
  name: string,
  field: string,
  lots: readonly LotPath[],
  numberOf: (lot: LotPath) => number,
  stated: Stated & { readonly session: PlainDate },
): SeriesInput {
  const entries = lots.map((lot) => {
    const { id } = lot.position;
    return { label: id, key: keyOf("positions", id, field), value: numberOf(lot) };
  });
  return resultsInput(name, "position", entries, stated);
}

/** What the owner stated of each of these lots, by its id. */
export function lotFacts(
  name: string,
  field: string,
  lots: readonly LotPath[],
  numberOf: (lot: LotPath) => number,
  stated: Stated,
): SeriesInput {
  const ids = lots.map(({ position }) => position.id);
  return seriesInput(
    name,
    "position",
    lots.map((lot) => [lot.position.id, numberOf(lot)] as const),
    { kind: "fact", of: "position", ids, field },
    stated,
  );
}

const PRICE_UNITS: Readonly<Record<PriceSeries, Unit>> = {
  close: "USD per unit",
  "adjusted close": "USD, adjusted",
  volume: "shares a session",
  dividend: "USD per unit",
  split: "ratio",
};

/** Prices of `count` sessions up to one, the last by default; NaN where there is none. */
export function priceInput(
  evidence: Evidence,
  name: string,
  symbol: string,
  series: "close" | "adjusted close" | "volume",
  count: number,
  endOrdinal: number = evidence.ordinal,
): SeriesInput {
  const entries = Array.from({ length: count }, (_, k) => {
    const ordinal = endOrdinal - count + 1 + k;
    return [evidence.calendar.session(ordinal), priceAt(evidence, symbol, series, ordinal)] as const;
  });
  const about = { close: "raw close", "adjusted close": "total-return close", volume: "shares traded" }[
    series
  ];
  return seriesInput(
    name,
    "session",
    entries,
    { kind: "prices", symbol, series },
    {
      about: `${about} of ${symbol}`,
      unit: PRICE_UNITS[series],
    },
  );
}

/** Dividends or splits of a symbol by session. */
export function actionInput(
  evidence: Evidence,
  name: string,
  symbol: string,
  series: "dividend" | "split",
  actions: readonly { readonly ordinal: number; readonly value: number }[],
  about: string,
): SeriesInput {
  return seriesInput(
    name,
    "session",
    actions.map(({ ordinal, value }) => [evidence.calendar.session(ordinal), value] as const),
    { kind: "prices", symbol, series },
    { about, unit: PRICE_UNITS[series] },
  );
}

export function priceAt(
  { market: { prices } }: Evidence,
  symbol: string,
  series: "close" | "adjusted close" | "volume",
  ordinal: number,
): number {
  const row = rowIndex(prices).get(symbol);
  const column = ordinal - prices.firstOrdinal;
  if (row === undefined || column < 0 || column >= prices.sessionCount) return Number.NaN;
  const values = { close: prices.close, "adjusted close": prices.adjClose, volume: prices.volume }[series];
  return values?.[row * prices.sessionCount + column] ?? Number.NaN;
}
