import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { BACKTEST_METHODS, type ProFormaBacktest, proFormaBacktest } from "#core/risk/pro-forma-backtest.ts";
import type { VarBacktest } from "#core/risk/var-backtest.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { oracleReturns } from "#test/golden/risk/oracle.ts";
import { hasSharedData } from "#test/support/shared-data.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { REFERENCE } from "./answers.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const SETS = ["eustock", "synthetic"] as const;

/** Rows of `backtests.csv` as records of text cells. */
function answers(): readonly Readonly<Record<string, string>>[] {
  const text = readFileSync(path.join(import.meta.dirname, "backtests.csv"), "utf8");
  const [header, ...lines] = text.trimEnd().split("\n");
  const names = header!.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i]!, cell])));
}

// Needs the oracle's files beside the project.
describe.skipIf(!hasSharedData)("rolling back-tests of the oracle's returns", () => {
  const results = new Map<string, ProFormaBacktest>();

  beforeAll(() => {
    for (const set of SETS) {
      const { symbols, sessionCount, values } = oracleReturns(set).returns;
      for (const [row, symbol] of symbols.entries()) {
        const own = values.subarray(row * sessionCount, (row + 1) * sessionCount);
        results.set(`${set}/${symbol}`, proFormaBacktest(own));
      }
    }
  });

  function resultOf(series: string, method: string, level: number): VarBacktest {
    const test = results.get(series)!.tests.find((own) => own.method === method && own.level === level)!;
    if (isNoEstimate(test.result)) throw new Error(`${series}: no estimate`);
    return test.result;
  }

  it("are those of NumPy and SciPy, exception by exception", () => {
    const comparison = compareWith({
      quantity: "Rolling back-tests of 29 series: p values",
      reference: REFERENCE,
      kind: "absolute",
      tolerance: 1e-9,
    });
    const tests = answers().filter(({ method }) => method !== "volatility");
    expect(tests).toHaveLength(29 * 6);
    for (const row of tests) {
      const result = resultOf(`${row.set}/${row.series}`, row.method!, Number(row.level));
      expect([result.forecasts, result.exceptions, result.trafficLight ?? ""]).toEqual([
        Number(row.forecasts),
        Number(row.exceptions),
        row.zone,
      ]);
      comparison.add(result.kupiec.p, Number(row.kupiec_p));
      comparison.add(result.independence.p, Number(row.independence_p));
      comparison.add(result.joint.p, Number(row.joint_p));
    }
    comparison.end();
  });

  it("find the volatility forecasts as biased as NumPy does", () => {
    const comparison = compareWith({
      quantity: "Bias statistic of 29 series",
      reference: REFERENCE,
      kind: "relative",
      tolerance: 1e-12,
    });
    for (const row of answers().filter(({ method }) => method === "volatility")) {
      const { bias } = results.get(`${row.set}/${row.series}`)!;
      if (isNoEstimate(bias)) throw new Error("no estimate");
      comparison.add(bias.bias, Number(row.bias));
    }
    comparison.end();
  });

  it("are the tables of the methods page", () => {
    const page = readFileSync(path.join(ROOT, "docs/methods/value-at-risk.md"), "utf8");
    const wanted = [...seriesTable(), ...setTable()];
    expect(wanted.filter((line) => !page.includes(`\n${line}\n`))).toEqual([]);
  });

  const NAMES = { fhs: "filtered", hist: "historical", gaussian: "normal" } as const;

  /** A row for each European index and method. */
  function seriesTable(): readonly string[] {
    const series = [...results.keys()].filter((name) => name.startsWith("eustock/"));
    return series.flatMap((name) =>
      BACKTEST_METHODS.map((method) => {
        const cells = ([95, 99] as const).flatMap((level) => {
          const { exceptions, expected, kupiec, joint } = resultOf(name, method, level);
          return [`${exceptions} of ${expected.toFixed(1)}`, kupiec.p.toFixed(3), joint.p.toFixed(3)];
        });
        return `| ${name.split("/")[1]} | ${NAMES[method]} | ${cells.join(" | ")} |`;
      }),
    );
  }

  /** A row for each set and method: all series together, and how many of them each test rejects at 5 %. */
  function setTable(): readonly string[] {
    return SETS.flatMap((set) => {
      const series = [...results.keys()].filter((name) => name.startsWith(`${set}/`));
      return BACKTEST_METHODS.map((method) => {
        const cells = ([95, 99] as const).flatMap((level) => {
          const tests = series.map((name) => resultOf(name, method, level));
          const sum = (of: (test: VarBacktest) => number) =>
            tests.reduce((total, test) => total + of(test), 0);
          const rejected = (of: (test: VarBacktest) => number) =>
            tests.filter((test) => of(test) < 0.05).length;
          return [
            `${sum((test) => test.exceptions)} of ${sum((test) => test.expected).toFixed(1)}`,
            String(rejected((test) => test.kupiec.p)),
            String(rejected((test) => test.joint.p)),
          ];
        });
        return `| ${set} | ${NAMES[method]} | ${cells.join(" | ")} |`;
      });
    });
  }
});
