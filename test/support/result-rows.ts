import { LOADING_WIDTH } from "#core/factors/loading-columns.ts";
import { METRIC_WIDTH } from "#core/metrics/metric-columns.ts";
import type { Analysis } from "#core/pipeline/analyze.ts";
import { EXPOSURE_WIDTH } from "#core/risk/exposure-columns.ts";
import { VOLATILITY_WIDTH } from "#core/risk/portfolio-volatility.ts";
import type { Valuation } from "#core/valuation/valuation.ts";

/** Every number as the shortest text that gives its bits back, so that equal texts are equal bits. */
export function bits(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === "number")
      return Object.is(part, -0) ? "-0" : Number.isFinite(part) ? part : String(part);
    if (part instanceof Float64Array || part instanceof Int32Array || part instanceof Uint8Array)
      return Array.from(part);
    if (part instanceof Map || part instanceof Set) return [...part];
    return part;
  });
}

/** Names of the parts that differ. */
export function differences(a: object, b: object): readonly string[] {
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return [...new Set([...left.keys(), ...right.keys()])].filter(
    (name) => bits(left.get(name)) !== bits(right.get(name)),
  );
}

interface Block {
  readonly firstOrdinal: number;
  readonly sessionCount: number;
  readonly values: Float64Array;
}

function blockRow({ firstOrdinal, sessionCount, values }: Block, width: number, ordinal: number, row = 0) {
  const start = (row * sessionCount + ordinal - firstOrdinal) * width;
  return values.subarray(start, start + width);
}

function rowsBySymbol(
  block: Block & { readonly symbols: readonly string[] },
  width: number,
  ordinal: number,
) {
  return Object.fromEntries(
    block.symbols.map((symbol, row) => [symbol, blockRow(block, width, ordinal, row)] as const),
  );
}

/** Element t of every series of an object. */
function elementsAt(object: object, t: number): Readonly<Record<string, number | undefined>> {
  const series = Object.entries(object).flatMap(([name, values]: [string, unknown]) =>
    values instanceof Float64Array || values instanceof Int32Array ? [[name, values[t]] as const] : [],
  );
  return Object.fromEntries(series);
}

/** The ledger's row of a session: every series, and every lot bought by then. Ids of lots are no result. */
function ledgerRow(valuation: Valuation, ordinal: number) {
  const t = ordinal - valuation.firstOrdinal;
  const lots = valuation.lots
    .filter(({ entry }) => entry !== null && entry.ordinal <= ordinal)
    .map(({ position, kind, entry, closing, quantity, price, marketValue, source, dividends, option }) => ({
      symbol: position.symbol,
      kind,
      entry,
      closing: closing !== null && closing.ordinal <= ordinal ? closing : null,
      held: [quantity[t], price[t], marketValue[t], source[t]],
      dividends: dividends.filter((dividend) => dividend.ordinal <= ordinal),
      option: option === null ? null : elementsAt(option, ordinal - option.firstOrdinal),
    }));
  return { ...elementsAt(valuation, t), openingEquity: valuation.openingEquity, lots };
}

/** The results that are there for every session of a range. */
export type SessionResults = Pick<
  Analysis,
  "valuation" | "loadings" | "metrics" | "exposures" | "volatility" | "concentration"
>;

/** Everything they say about one session of it. */
export function rowsAt(analysis: SessionResults, ordinal: number) {
  return {
    ledger: ledgerRow(analysis.valuation, ordinal),
    loadings: rowsBySymbol(analysis.loadings, LOADING_WIDTH, ordinal),
    metrics: rowsBySymbol(analysis.metrics, METRIC_WIDTH, ordinal),
    exposures: blockRow(analysis.exposures, EXPOSURE_WIDTH, ordinal),
    volatility: blockRow(analysis.volatility, VOLATILITY_WIDTH, ordinal),
    concentration: analysis.concentration[ordinal - analysis.exposures.firstOrdinal],
  };
}

/** Fields of an analysis that {@link rowsAt} reads, or that {@link lastOnly} takes apart or leaves out. */
const TAKEN_APART: ReadonlySet<string> = new Set<keyof Analysis>([
  "valuation",
  "loadings",
  "metrics",
  "exposures",
  "volatility",
  "concentration",
  "pricedSymbols",
  "holdings",
  "findings",
]);

/** What an analysis says besides its rows, of its last session: all of it, but for lots that are not held yet. */
export function lastOnly(analysis: Analysis) {
  const { holdings, findings } = analysis;
  const held = holdings.symbols.flatMap((symbol, i) =>
    holdings.marketValues[i] === 0
      ? []
      : [[symbol, holdings.kinds[i], holdings.marketValues[i], holdings.weights[i], holdings.priced[i]]],
  );
  return {
    ...Object.fromEntries(Object.entries(analysis).filter(([name]) => !TAKEN_APART.has(name))),
    held,
    options: holdings.options,
    findings: findings.filter(({ code }) => code !== "NOT_YET_HELD"),
  };
}
