import { describe, expect, it } from "vitest";
import { portfolioTailRiskAt } from "#core/risk/portfolio-tail-risk.ts";
import { shortfallComponents } from "#core/risk/tail-components.ts";
import { TAIL_LEVELS, TAIL_RISK_COLUMNS, tailRisk, tailRiskColumn } from "#core/risk/value-at-risk.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { ANSWERS as RISK_ANSWERS } from "#test/golden/risk/answers.ts";
import {
  goldenReturns,
  LAST_ORDINAL,
  loadingBlock,
  riskInputs,
  weightsOf,
} from "#test/golden/risk/market.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { ANSWERS, REFERENCE } from "./answers.ts";
import { TAIL_CASES, type TailCase } from "./series.ts";

const NAMES: Readonly<Record<string, string>> = {
  fhs: "VaR and ES by filtered historical simulation",
  hist: "VaR and ES by history",
  gaussian: "VaR and ES of a normal distribution",
  cornish_fisher: "VaR by Cornish–Fisher",
  forecast: "Volatility forecast behind the filtered simulation",
};

describe("the golden series", () => {
  it("are those the answers were made from", () => {
    for (const [name, values] of Object.entries(TAIL_CASES)) {
      const sum = values.reduce((total, r) => total + (Number.isNaN(r) ? 0 : r), 0);
      expect(Math.abs(sum - ANSWERS.checksum[name as TailCase])).toBeLessThan(1e-13);
    }
  });
});

describe("tail risk", () => {
  it.each(Object.entries(NAMES))("by %s is NumPy's, with gaps and short seeds too", (prefix, quantity) => {
    const comparison = compareWith({ quantity, reference: REFERENCE, kind: "relative", tolerance: 1e-12 });
    for (const [name, values] of Object.entries(TAIL_CASES)) {
      const row = tailRisk(values);
      const answer = ANSWERS.tail[name as TailCase];
      for (const column of TAIL_RISK_COLUMNS.filter((candidate) => candidate.startsWith(prefix))) {
        comparison.add(row[tailRiskColumn(column)]!, answer[column] ?? Number.NaN);
      }
    }
    comparison.end();
  });

  it("counts the returns present in its window", () => {
    for (const [name, values] of Object.entries(TAIL_CASES)) {
      const { observations } = ANSWERS.tail[name as TailCase];
      expect(tailRisk(values)[tailRiskColumn("observations")]).toBe(observations);
    }
  });
});

describe("a book with a private holding, a short and gaps", () => {
  const { weights, row, ...answer } = ANSWERS.components;
  const inputs = riskInputs(goldenReturns(), loadingBlock(RISK_ANSWERS.loadings, LAST_ORDINAL, 1));
  const holdings = weightsOf(weights, [
    { symbol: "HOUSE", kind: "private", marketValue: answer.private, priced: true },
    { symbol: "SWEEP", kind: "cash", marketValue: answer.cash, priced: true },
  ]);
  const own = portfolioTailRiskAt(holdings, inputs, LAST_ORDINAL);

  it("has NumPy's tail risk", () => {
    const comparison = compareWith({
      quantity: "Tail risk of a pro-forma history with gaps",
      reference: REFERENCE,
      kind: "relative",
      tolerance: 1e-12,
    });
    for (const column of TAIL_RISK_COLUMNS) {
      comparison.add(own[tailRiskColumn(column)]!, row[column] ?? Number.NaN);
    }
    comparison.end();
  });

  it("has NumPy's expected shortfall by holding, none from private holdings and cash", () => {
    const levels = shortfallComponents(holdings, inputs, LAST_ORDINAL);
    if (isNoEstimate(levels)) throw new Error("no estimate");
    const comparison = compareWith({
      quantity: "Component expected shortfall",
      reference: REFERENCE,
      kind: "relative",
      tolerance: 1e-12,
    });
    for (const { level, components, tailSessions } of levels) {
      expect(tailSessions).toBe(answer[`sessions_${level}`]);
      for (const [i, symbol] of holdings.symbols.entries()) {
        comparison.add(components[i]!, answer[level][symbol] ?? 0);
      }
    }
    comparison.end();
  });

  it("has components that add up to its expected shortfall", () => {
    const levels = shortfallComponents(holdings, inputs, LAST_ORDINAL);
    if (isNoEstimate(levels)) throw new Error("no estimate");
    expect(levels.map(({ level }) => level)).toEqual(TAIL_LEVELS.map(({ level }) => level));
    for (const { level, components } of levels) {
      const shortfall = own[tailRiskColumn(`fhs_es_${level}`)]!;
      const sum = components.reduce((total, component) => total + component, 0);
      expect(Math.abs(sum - shortfall)).toBeLessThan(1e-12 * shortfall);
    }
  });
});
