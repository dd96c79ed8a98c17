import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { factorCovariance } from "#core/factors/factor-covariance.ts";
import { factorReturnsOf } from "#core/factors/factor-returns.ts";
import { LOADING_COLUMNS } from "#core/factors/loading-columns.ts";
import { loadingAt } from "#core/factors/loading-row.ts";
import { estimateLoadings } from "#core/factors/symbol-loadings.ts";
import type { ReturnMatrix } from "#core/prices/returns.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";

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

/** Largest error over the answers of one symbol: 1e-9 of the value, or of its floor, scaled up with a bad tick. */
function worstError(symbol: string, firstOrdinal: number): { error: number; at: string } {
  const returns = readGaps(firstOrdinal);
  const block = estimateLoadings(returns, factorReturnsOf(returns), firstOrdinal, firstOrdinal + 399);
  let worst = { error: 0, at: "" };
  for (const answer of answers.loadings) {
    if (answer.symbol !== symbol) continue;
    const row = loadingAt(block, symbol, firstOrdinal + answer.session);
    for (const [i, column] of LOADING_COLUMNS.entries()) {
      const wanted = answer.loadings[column] ?? Number.NaN;
      const got = row[i]!;
      const error =
        Number.isNaN(got) && Number.isNaN(wanted)
          ? 0
          : Math.abs(got - wanted) / Math.max(Math.abs(wanted), floorOf(column));
      if (!(error <= worst.error)) worst = { error, at: `${column} at ${answer.session}` };
    }
  }
  return worst;
}

const symbols = [...new Set(answers.loadings.map(({ symbol }) => symbol))];

describe.each([0, 1000, -77])(
  "missing, constant and wrong returns, first row at ordinal %i",
  (firstOrdinal) => {
    it.each(symbols.filter((symbol) => symbol !== "HUGE_TICK"))(
      "gives %s the loadings of NumPy on its own complete rows",
      (symbol) => {
        const { error, at } = worstError(symbol, firstOrdinal);
        expect(error, at).toBeLessThan(1e-9);
      },
    );

    it("gives a symbol with a return of a million percent the loadings of NumPy", () => {
      const { error, at } = worstError("HUGE_TICK", firstOrdinal);
      expect(error, at).toBeLessThan(1e-8);
    });

    it("gives the factor covariance of NumPy on complete rows", () => {
      const factors = factorReturnsOf(readGaps(firstOrdinal));
      for (const { session, observations, values } of answers.covariances) {
        const covariance = factorCovariance(factors, firstOrdinal + session);
        if (values === null) {
          expect(covariance).toEqual({ reason: "TOO_FEW_OBSERVATIONS", needed: 126, got: observations });
          continue;
        }
        if (isNoEstimate(covariance)) throw new Error(`no covariance at ${session}`);
        expect(covariance.observations).toBe(observations);
        for (const [i, value] of values.entries())
          expect(Math.abs(covariance.values[i]! - value)).toBeLessThan(1e-16);
      }
    });
  },
);
