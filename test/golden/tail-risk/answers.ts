import { readFileSync } from "node:fs";
import path from "node:path";
import type { TailCase } from "./series.ts";

type Row = Readonly<Record<string, number | null>>;
type Rows = readonly (readonly number[])[];

export interface BacktestAnswer {
  readonly forecasts: number;
  readonly exceptions: number;
  /** Statistic and p value, as are the next two; absent below 250 forecasts. */
  readonly kupiec?: readonly [number, number];
  readonly independence?: readonly [number, number];
  readonly joint?: readonly [number, number];
  readonly zone?: string;
}

interface Answers {
  readonly checksum: Readonly<Record<TailCase, number>>;
  readonly tail: Readonly<Record<TailCase, Row>>;
  readonly components: {
    readonly weights: Readonly<Record<string, number>>;
    readonly private: number;
    readonly cash: number;
    readonly row: Row;
    readonly "95": Readonly<Record<string, number>>;
    readonly "99": Readonly<Record<string, number>>;
    readonly sessions_95: number;
    readonly sessions_99: number;
  };
  /** 1 an exception, 0 none, 2 a missing pair. */
  readonly likelihoods: Readonly<
    Record<string, { readonly states: readonly number[] } & Readonly<Record<"95" | "99", BacktestAnswer>>>
  >;
  readonly zones: Rows;
  readonly bias: { readonly bias: number; readonly observations: number };
  readonly bills: {
    readonly sessions: readonly string[];
    readonly yields: readonly (number | null)[];
    readonly daily: readonly (number | null)[];
    readonly continuous: readonly (number | null)[];
  };
  readonly performance: Readonly<
    Record<"year" | "recovered", { readonly riskFree: readonly (number | null)[]; readonly figures: Row }>
  >;
  readonly quantiles: Rows;
  readonly normalQuantiles: Rows;
  readonly chiSquare: Rows;
  readonly binomial: Rows;
  readonly moments: readonly number[];
}

/** The answers of `make_answers.py`. */
export const ANSWERS = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "answers.json"), "utf8"),
) as Answers;

/** Tool and versions that made them. */
export const REFERENCE = "NumPy 2.4, SciPy 1.17";
