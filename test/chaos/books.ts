import { seededRandom } from "#test/support/seeded-random.ts";

const STOCKS = [
  "AAPL",
  "MSFT",
  "NVDA",
  "AMZN",
  "GOOGL",
  "META",
  "JPM",
  "XOM",
  "JNJ",
  "PG",
  "KO",
  "WMT",
  "HD",
  "UNH",
  "CAT",
  "BA",
  "NEE",
  "PFE",
  "CSCO",
  "INTC",
];
const FUNDS = ["SPY", "VTV", "VUG", "MTUM", "IWM", "QUAL", "TLT", "BIL", "LQD", "IAU"];
const SYMBOLS = [...STOCKS, ...FUNDS];
/** Sessions on which lots are entered and left. */
const ENTRIES = ["2025-01-06", "2025-02-03", "2025-03-10", "2025-05-05"];
const EXITS = ["2025-08-04", "2025-10-06"];

export interface Book {
  readonly name: string;
  readonly equity: string;
  readonly csv: Buffer;
}

/** Positions files over thirty symbols of the synthetic market: long and short lots, entered and left on different days. */
export function generatedBooks(count: number, seed: number): readonly Book[] {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
  return Array.from({ length: count }, (_, index) => {
    const lots = Array.from({ length: 5 + Math.floor(random() * 8) }, (_lot, place) => {
      const shares = Math.ceil(random() * 400) * (place > 2 && random() < 0.2 ? -1 : 1);
      const exit = place > 2 && random() < 0.25 ? `${pick(EXITS)},${(50 + random() * 100).toFixed(2)}` : ",";
      return `${pick(SYMBOLS)},${shares},${(50 + random() * 100).toFixed(2)},${pick(ENTRIES)},${exit}`;
    });
    const header = "Symbol,Quantity,Entry Price Per Share,Entry Date,Exit Date,Exit Price Per Share";
    return {
      name: `book ${String(index + 1).padStart(3, "0")}`,
      equity: "1000000",
      csv: Buffer.from([header, ...lots].join("\n")),
    };
  });
}
