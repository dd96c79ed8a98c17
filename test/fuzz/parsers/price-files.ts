import fc from "fast-check";
import { isPlainDate } from "#core/dates/plain-date.ts";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { isSigmaSightError } from "#core/errors/sigmasight-error.ts";
import { parsePriceFile } from "#providers/files/parse-price-file.ts";
import { parseDividendsFile, parseProfilesFile } from "#providers/files/side-files.ts";
import { buildSeries } from "#providers/series/build-series.ts";
import type { PriceRows } from "#providers/series/price-rows.ts";
import { type FuzzedParser, mustHold } from "../fuzzed-parser.ts";
import { DATES, longText, mutated, NUMBERS, nastyText } from "../nasty-text.ts";

const calendar = createTradingCalendar();

const SEEDS = [
  "Date,Open,High,Low,Close,Adj Close,Volume,Dividends,Stock Splits\n2024-06-03,1,2,0.5,1.5,1.4,1000,0.0,0.0\n2024-06-04,1,2,0.5,1.6,1.5,900,0.05,2.0\n",
  "date,symbol,close,volume\n2024-06-03,AAPL,194.03,1\n2024-06-03,__proto__,1,2\n2024-06-04,aapl,195,\n",
  ",Date,Close,split\n0,2024-06-03 00:00:00-04:00,10,3:2\n1,2024-06-04,11,1/10\n",
  '"Date","Close"\r\n"2024-06-03","1.5"\r\n',
  "date,symbol,amount\n2024-06-03,SPY,1.75\n",
  "symbol,name,sector,industry,asset_type,beta\nAAPL,Apple,Technology,Phones,stock,1.2\nconstructor,,,,,\n",
];

const number = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("1", "2.5", "100", "1e3", "", "nan", "0") },
  { weight: 1, arbitrary: fc.oneof(fc.constantFrom(...NUMBERS), nastyText) },
);
const day = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("2024-06-03", "2024-06-04", "2024-06-05", "2024-06-08") },
  { weight: 1, arbitrary: fc.constantFrom(...DATES) },
);
const rows = fc
  .array(
    fc.tuple(
      day,
      number,
      number,
      number,
      fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom("0", "", "2", "1:4") },
        { weight: 1, arbitrary: nastyText },
      ),
    ),
    {
      maxLength: 6,
    },
  )
  .map((list) =>
    ["Date,Close,Adj Close,Dividends,Splits", ...list.map((cells) => cells.join(","))].join("\n"),
  );

const text = fc.oneof(
  { weight: 5, arbitrary: mutated(fc.constantFrom(...SEEDS)) },
  { weight: 5, arbitrary: rows },
  { weight: 1, arbitrary: longText(80_000).map((long) => `Date,Close\n2024-06-03,${long}`) },
  { weight: 1, arbitrary: fc.tuple(longText(80_000), nastyText).map((parts) => parts.join("\n")) },
);

const READERS = {
  prices: (content: string) => readPrices(content),
  dividends: (content: string) => [...parseDividendsFile(content, "dividends.csv")],
  profiles: (content: string) => [...parseProfilesFile(content, "profiles.csv")],
} as const;

interface PriceInput {
  readonly kind: keyof typeof READERS;
  readonly text: string;
}

export const priceFiles: FuzzedParser<PriceInput> = {
  name: "price files",
  repeatable: true,
  limitMs: 1000,
  clock: "thread",
  inputs: fc.record({
    kind: fc.constantFrom("prices", "prices", "prices", "dividends", "profiles"),
    text,
  }),
  read({ kind, text: content }) {
    try {
      return { outcome: "accepted", digest: JSON.stringify(READERS[kind](content)) };
    } catch (error) {
      if (!isSigmaSightError(error, "PROVIDER_BAD_DATA")) throw error;
      mustHold("a failure names file and line", /^\w+\.csv:\d+: /.test(error.message), () => error.message);
      mustHold("a message is short", error.message.length < 1000, () => error.message.length);
      return { outcome: [error.code], digest: error.message };
    }
  },
};

function readPrices(content: string): unknown {
  const file = parsePriceFile(content, "prices.csv");
  const series =
    file.kind === "symbol" ? [file.rows] : file.kind === "long" ? [...file.bySymbol.values()] : [];
  return series.map(readSeries);
}

function readSeries(one: PriceRows): unknown {
  try {
    const { bars, splits, dividends } = buildSeries(one, calendar);
    const sound =
      bars.sessions.every((date) => isPlainDate(date) && calendar.isSession(date)) &&
      bars.close.every((close) => close > 0 && Number.isFinite(close)) &&
      bars.adjClose.every((close) => Number.isNaN(close) || (close > 0 && Number.isFinite(close)));
    mustHold("bars are sessions with positive closes", sound, () => [
      bars.sessions,
      [...bars.close],
      [...bars.adjClose],
    ]);
    return [bars.sessions, [...bars.close], [...bars.adjClose], splits, dividends];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return error.message;
  }
}
