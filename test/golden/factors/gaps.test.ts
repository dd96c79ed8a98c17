import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { factorCovariance } from "#core/factors/factor-covariance.ts";
import { factorReturnsOf } from "#core/factors/factor-returns.ts";
import { LOADING_COLUMNS, type LoadingBlock } from "#core/factors/loading-columns.ts";
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

/** Cells of one symbol's answers with an error beyond `limit` of the value or of its floor. */
function errorsBeyond(limit: number, block: LoadingBlock, symbol: string): readonly string[] {
  const beyond: string[] = [];
  for (const answer of answers.loadings) {
    if (answer.symbol !== symbol) continue;
    const row = loadingAt(block, symbol, block.firstOrdinal + answer.session);
    for (const [i, column] of LOADING_COLUMNS.entries()) {
      const wanted = answer.loadings[column] ?? Number.NaN;
      const got = row[i]!;
      const agree =
        Number.isNaN(wanted) === Number.isNaN(got) &&
        !(Math.abs(got - wanted) > limit * Math.max(Math.abs(wanted), floorOf(column)));
      if (!agree) beyond.push(`${column} at ${answer.session}: ${got}, not ${wanted}`);
    }
  }
  return beyond;
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
        expect(errorsBeyond(1e-9, block, symbol)).toEqual([]);
      },
    );

    it("gives a symbol with a return of a million percent the loadings of NumPy", () => {
      expect(errorsBeyond(1e-8, block, "HUGE_TICK")).toEqual([]);
    });

    it.each(answers.covariances.filter(({ values }) => values !== null))(
      "gives NumPy's factor covariance and condition number on the complete rows up to session $session",
      ({ session, observations, values, condition }) => {
        const covariance = factorCovariance(factors, firstOrdinal + session);
        if (isNoEstimate(covariance)) throw new Error(`no covariance at ${session}`);
        expect(covariance.observations).toBe(observations);
        expect(covariance.condition / condition! - 1).toBeCloseTo(0, 10);
        for (const [i, value] of (values ?? []).entries())
          expect(Math.abs(covariance.values[i]! - value)).toBeLessThan(1e-16);
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
