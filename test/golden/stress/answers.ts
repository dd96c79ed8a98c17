import { readFileSync } from "node:fs";
import path from "node:path";
import { type FactorCovariance, factorCovariance } from "#core/factors/factor-covariance.ts";
import { factorReturnsOf } from "#core/factors/factor-returns.ts";
import { estimateLoadings } from "#core/factors/symbol-loadings.ts";
import type { OptionTerms } from "#core/instruments/position.ts";
import { type BookHoldings, type FactorBook, factorBook } from "#core/risk/factor-book.ts";
import type { TranslatedShocks } from "#core/scenarios/translate-shocks.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { goldenReturns, LAST_ORDINAL } from "../risk/market.ts";

type Weights = Readonly<Record<string, number>>;

export interface OptionAnswer {
  readonly underlying: string;
  readonly quantity: number;
  readonly multiplier: number;
  /** Type, underlying price, strike, years, volatility, rate, dividend yield. */
  readonly state: readonly [OptionTerms["type"], number, number, number, number, number, number];
  readonly deltaExposure: number;
  readonly pnl: number;
  readonly convexity: number;
}

interface Answers {
  readonly decomposition: {
    readonly weights: Weights;
    readonly volatility: number;
    readonly systematicVolatility: number;
    readonly specificVolatility: number;
    readonly systematicShare: number;
    readonly specificShare: number;
    readonly factorMarginal: readonly number[];
    readonly factorComponent: readonly number[];
    readonly factorShare: readonly number[];
    readonly positionMarginal: readonly number[];
    readonly positionComponent: readonly number[];
    readonly positionShare: readonly number[];
    readonly positionSpecificShare: readonly number[];
    readonly positionVolatility: readonly number[];
    readonly diversificationRatio: number;
  };
  readonly scenarios: readonly {
    readonly shocks: readonly (readonly [number, number])[];
    readonly sessions: number;
    readonly expected: readonly number[];
    readonly pnl: number;
    readonly byFactor: readonly number[];
    readonly bySymbol: readonly number[];
    readonly distance: number;
    readonly percentile: number;
  }[];
  readonly proForma: { readonly weights: Weights; readonly pnl: readonly number[] };
  readonly reverse: readonly {
    readonly loss: number;
    readonly factorReturns: readonly number[];
    readonly distance: number;
    readonly percentile: number;
  }[];
  readonly options: {
    readonly shares: Readonly<Record<string, number>>;
    readonly nav: number;
    readonly options: readonly OptionAnswer[];
    readonly factorReturns: readonly number[];
    readonly volChange: number;
    readonly rateChangeBp: number;
    readonly pnl: number;
  };
  readonly covid: {
    readonly sessions: number;
    readonly proxies: Readonly<Record<string, number>>;
    readonly factors: readonly number[];
  };
}

/** The answers of `make_answers.py`. */
export const ANSWERS = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "answers.json"), "utf8"),
) as Answers;

const returns = goldenReturns();
const factorReturns = factorReturnsOf(returns);
const loadings = estimateLoadings(returns, factorReturns, LAST_ORDINAL, LAST_ORDINAL);
const rows = new Map(loadings.symbols.map((symbol, row) => [symbol, row]));

/** Holdings in the generated market, with the loadings of its last session. */
export function goldenBook(holdings: BookHoldings): FactorBook {
  return factorBook(holdings, loadings, rows, LAST_ORDINAL);
}

/** The generated market's factor covariance at its last session. */
export function goldenCovariance(): FactorCovariance {
  const covariance = factorCovariance(factorReturns, LAST_ORDINAL);
  if (isNoEstimate(covariance)) throw new Error("no covariance");
  return covariance;
}

/** Shocks given by place among the joint factors. */
export function shocksAt(sizes: readonly (readonly [number, number])[]): TranslatedShocks {
  const moves = new Map(sizes);
  return {
    factorReturns: Float64Array.from({ length: 7 }, (_, k) => moves.get(k) ?? 0),
    shocked: Array.from({ length: 7 }, (_, k) => moves.has(k)),
    impliedVolatility: null,
    yieldChange: null,
  };
}

/** The estimate, where there is one. */
export function estimated<T extends object>(value: T): Exclude<T, { readonly reason: unknown }> {
  if (isNoEstimate(value)) throw new Error(`no estimate: ${value.reason}`);
  return value as Exclude<T, { readonly reason: unknown }>;
}
