import { readFileSync } from "node:fs";
import path from "node:path";
import type { CorrelationMatrix } from "#core/risk/correlation.ts";

type Values = readonly (number | null)[];

interface ShrunkAnswer {
  readonly values: readonly number[];
  readonly shrinkage: number;
  readonly parameter: number;
  readonly condition: number;
}

interface Answers {
  readonly estimates: readonly {
    readonly name: string;
    readonly n: number;
    readonly p: number;
    readonly rows: readonly number[];
    readonly identity: ShrunkAnswer;
    readonly constantCorrelation: ShrunkAnswer;
    readonly sample: { readonly values: readonly number[]; readonly condition: number };
  }[];
  /** Returns of A … F, 300 sessions each. */
  readonly gaps: {
    readonly returns: Values;
    readonly cases: readonly {
      readonly held: string;
      readonly kept: string;
      readonly weights: Readonly<Record<string, number>>;
      readonly observations: number;
      readonly values: readonly number[];
      readonly shrinkage: number;
      readonly volatility: number;
      readonly coverage: number;
    }[];
  };
  readonly repair: readonly {
    readonly n: number;
    readonly matrix: readonly number[];
    readonly smallest: number;
    readonly repaired: readonly number[];
    readonly largestChange: number;
  }[];
  readonly eigenvalues: {
    readonly n: number;
    readonly matrix: readonly number[];
    readonly values: readonly number[];
  };
  readonly clusters: readonly {
    readonly n: number;
    readonly correlations: Values;
    readonly groups: readonly (readonly number[])[];
  }[];
  readonly effective: readonly {
    readonly n: number;
    readonly correlations: Values;
    readonly value: number;
  }[];
}

/** The answers of `make_answers.py`. */
export const ANSWERS = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "answers.json"), "utf8"),
) as Answers;

/** A number per cell, NaN for an absent one. */
export function numbers(values: Values): Float64Array {
  return Float64Array.from(values, (value) => value ?? Number.NaN);
}

/** Half a matrix of n symbols S00, S01 … as the program holds it. */
export function correlationsOf(n: number, correlations: Values): CorrelationMatrix {
  return {
    symbols: Array.from({ length: n }, (_, i) => `S${String(i).padStart(2, "0")}`),
    windowSessions: 90,
    correlations: numbers(correlations),
    observations: new Int32Array(correlations.length).fill(90),
    average: Number.NaN,
  };
}
