import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { factorCovariance } from "#core/factors/factor-covariance.ts";
import { factorReturnsOf } from "#core/factors/factor-returns.ts";
import { LOADING_COLUMNS, type LoadingBlock, loadingColumn } from "#core/factors/loading-columns.ts";
import { loadingAt } from "#core/factors/loading-row.ts";
import { estimateLoadings } from "#core/factors/symbol-loadings.ts";
import type { ReturnMatrix } from "#core/prices/returns.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { compareWith } from "#test/support/worst-error.ts";

interface Answers {
  readonly loadings: readonly {
    readonly symbol: string;
    readonly session: number;
    readonly loadings: Readonly<Record<string, number | null>>;
  }[];
  readonly covariances: readonly {
    readonly session: number;
    readonly observations: number;
    readonly values: readonly number[] | null;
    /** Of the standardised design. */
    readonly condition: number | null;
  }[];
}

const answers = JSON.parse(readFileSync(path.join(import.meta.dirname, "gaps.json"), "utf8")) as Answers;

function readGaps(firstOrdinal: number): ReturnMatrix {
  const text = readFileSync(path.join(import.meta.dirname, "gaps.csv"), "utf8").trimEnd();
  const [header, ...lines] = text.split("\n");
  const symbols = header!.split(",");
  const values = new Float64Array(symbols.length * lines.length);
  for (const [t, line] of lines.entries())
    for (const [i, cell] of line.split(",").entries())
      values[i * lines.length + t] = cell === "" ? Number.NaN : Number(cell);
  return { symbols, firstOrdinal, sessionCount: lines.length, values };
}

/** Scale below which a difference does not count: alphas and variances are small, an exact fit has no error left. */
function floorOf(column: string): number {
  if (column.endsWith("alpha") || column.endsWith("intercept")) return 1e-3;
  return column.endsWith("variance") ? 1e-7 : 1e-2;
}

/** What a loading column is, in the words of the methods. */
function quantityOf(column: string): string {
  const model = column.split("_", 1)[0]!;
  const name = { ridge: "ridge", joint: "joint OLS", spread: "spread OLS" }[model] ?? "market and rates OLS";
  const slope = model === "ridge" ? "b" : "β";
  const statistics = {
    _std_error: `${name}: standard error`,
    _r_squared: `${name}: R²`,
    _alpha: `${name}: α`,
    _intercept: `${name}: intercept`,
    _effective_df: `${name}: effective degrees of freedom`,
    _specific_variance: "specific variance",
  };
  return Object.entries(statistics).find(([end]) => column.endsWith(end))?.[1] ?? `${name}: ${slope}`;
}

const ESTIMATES = LOADING_COLUMNS.filter((column) => !column.endsWith("_observations"));
const COUNTS = LOADING_COLUMNS.filter((column) => column.endsWith("_observations"));

const REFERENCE = "NumPy 2.4 (gaps and wrong returns)";

/** Compares one symbol's loadings with its answers, relative to the value or to its floor, and the counts exactly. */
function compareLoadings(block: LoadingBlock, symbol: string): void {
  const comparisons = new Map(
    ESTIMATES.map(quantityOf).map((quantity) => [
      quantity,
      compareWith({ quantity, reference: REFERENCE, kind: "relative", tolerance: 1e-9 }),
    ]),
  );
  for (const { loadings, session } of answers.loadings.filter((answer) => answer.symbol === symbol)) {
    const row = loadingAt(block, symbol, block.firstOrdinal + session);
    for (const column of ESTIMATES) {
      const expected = loadings[column] ?? Number.NaN;
      comparisons.get(quantityOf(column))!.add(row[loadingColumn(column)]!, expected, floorOf(column));
    }
    expect(COUNTS.map((column) => row[loadingColumn(column)])).toEqual(COUNTS.map((name) => loadings[name]));
  }
  for (const comparison of comparisons.values()) comparison.end();
}

const symbols = [...new Set(answers.loadings.map(({ symbol }) => symbol))];

describe.each([0, 1000, -77])(
  "missing, constant and wrong returns, first row at ordinal %i",
  (firstOrdinal) => {
    const returns = readGaps(firstOrdinal);
    const factors = factorReturnsOf(returns);
    const block = estimateLoadings(returns, factors, firstOrdinal, firstOrdinal + 399);

    it.each(symbols.filter((symbol) => symbol !== "HUGE_TICK"))(
      "gives %s the loadings of NumPy on its own complete rows",
      (symbol) => {
        compareLoadings(block, symbol);
      },
    );

    it("gives a symbol with a return of a million percent the loadings of NumPy", () => {
      compareLoadings(block, "HUGE_TICK");
    });

    it.each(answers.covariances.filter(({ values }) => values !== null))(
      "gives NumPy's factor covariance and condition number on the complete rows up to session $session",
      ({ session, observations, values, condition }) => {
        const covariance = factorCovariance(factors, firstOrdinal + session);
        if (isNoEstimate(covariance)) throw new Error(`no covariance at ${session}`);
        expect(covariance.observations).toBe(observations);
        const compareCondition = compareWith({
          quantity: "condition number",
          reference: REFERENCE,
          kind: "relative",
          tolerance: 5e-11,
        });
        compareCondition.add(covariance.condition, condition!);
        const compareCovariance = compareWith({
          quantity: "factor covariance",
          reference: REFERENCE,
          kind: "absolute",
          tolerance: 1e-16,
        });
        for (const [i, value] of (values ?? []).entries())
          compareCovariance.add(covariance.values[i]!, value);
        compareCondition.end();
        compareCovariance.end();
      },
    );

    it("gives no factor covariance below 126 complete rows", () => {
      expect(factorCovariance(factors, firstOrdinal + 95)).toEqual({
        reason: "TOO_FEW_OBSERVATIONS",
        needed: 126,
        got: 96,
      });
    });
  },
);
