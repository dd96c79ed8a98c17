import { describe, expect, test } from "vitest";
import { calendar, evidenceOf, facts, LAST, marketOf } from "#test/support/explain-evidence.ts";
import { agree } from "./agreement.ts";
import type { Evidence } from "./evidence.ts";
import { explainableKeys, explainNumber, missingInputs, symbolsBehind } from "./explain-number.ts";
import type { ExplainFamily } from "./explanation.ts";
import { EXPLAIN_FAMILIES } from "./families.ts";
import { givenBy } from "./given.ts";
import { partsOf } from "./keys.ts";

/** Numbers of a family that their inputs do not give, and how many have a value. */
function compare(family: ExplainFamily, evidence: Evidence) {
  const numbers = family.numbers(evidence);
  const wrong = numbers.flatMap((number) => {
    const { inputs, reproduce, absence } = family.explain(number, partsOf(number.key).slice(1), evidence);
    const reproduced = reproduce(givenBy(inputs));
    const isExplained = agree(number.value, reproduced, number.unit);
    const isAbsent = Number.isNaN(number.value);
    return isExplained && !(isAbsent && absence === undefined)
      ? []
      : [{ key: number.key, value: number.value, reproduced, absence }];
  });
  return { wrong, known: numbers.filter(({ value }) => !Number.isNaN(value)).length };
}

describe.each([
  ["the last session", LAST],
  ["the first session of the ledger", calendar.ordinal("2025-01-06")],
  ["the session an option settles", calendar.ordinal("2025-09-19")],
  ["the session a lot is sold", calendar.ordinal("2025-10-06")],
])("on %s", (_, ordinal) => {
  const evidence = evidenceOf(facts(), marketOf(), ordinal);
  test.each(EXPLAIN_FAMILIES.map((family) => [family.name, family] as const))(
    "every number of %s is what its inputs give, and every missing one has a reason",
    (_name, family) => {
      const { wrong, known } = compare(family, evidence);
      expect(wrong).toEqual([]);
      expect(known).toBeGreaterThan(0);
    },
  );
});

describe("a portfolio whose equity is stated as of a later session", () => {
  const portfolio = facts({ equityBalance: "31000", equityAsOf: "2025-08-29" });
  test.each(["2025-03-14", "2025-12-31"])("its cash on %s follows from that statement", (session) => {
    const evidence = evidenceOf(portfolio, marketOf(), calendar.ordinal(session));
    const { number, reproduced, reasoning } = explainNumber("snapshots/cash", evidence)!;
    expect(agree(number.value, reproduced, number.unit)).toBe(true);
    expect(reasoning.inputs.find(({ name }) => name === "E")?.session).toBe("2025-08-29");
  });
});

test("without capital weights, returns and risk have a reason in place of a number", () => {
  const evidence = evidenceOf(facts({ equityBalance: "-30000" }));
  for (const family of EXPLAIN_FAMILIES) expect(compare(family, evidence).wrong).toEqual([]);
  const { number, reasoning } = explainNumber("volatility/realized_21", evidence)!;
  expect(number.value).toBeNaN();
  expect(reasoning.absence).toMatchObject({ code: "NONPOSITIVE_CAPITAL" });
});

test("a replayed episode is explained by what the factors did in it, or by the table where one had no prices", () => {
  // SPY, TLT, MTUM, VTV, VUG, IWM, QUAL, USMV.
  const proxyReturns = Float64Array.of(-0.34, 0.13, -0.31, -0.37, -0.31, -0.41, Number.NaN, Number.NaN);
  const endOrdinal = calendar.ordinal("2020-03-23");
  const episodes = [{ scenarioId: "covid_crash_2020", endOrdinal, sessions: 23, proxyReturns }];
  const evidence = evidenceOf(facts(), { ...marketOf(), episodes });
  const stress = EXPLAIN_FAMILIES.find(({ name }) => name === "stress")!;
  expect(compare(stress, evidence).wrong).toEqual([]);
  const move = (factor: string) =>
    explainNumber(`stress/covid_crash_2020/direct_moves/${factor}`, evidence)!.reasoning;
  expect(move("growth_value").inputs.map(({ name }) => name)).toEqual(["R[VUG]", "R[VTV]"]);
  expect(move("quality").inputs[0]!.source).toMatchObject({ kind: "table", row: "covid_crash_2020" });
});

test("a book of cash alone is explained as well", () => {
  const cash = { symbol: "USD", quantity: "500", entryPrice: "1", investmentSubtype: "CASH" };
  const evidence = evidenceOf(facts({}, [{ id: "cash", ...cash }]));
  for (const family of EXPLAIN_FAMILIES) expect(compare(family, evidence).wrong).toEqual([]);
});

test("another price is another number: a reproduction has no other source than its inputs", () => {
  const evidence = evidenceOf();
  const { reasoning, reproduced } = explainNumber("loadings/AAA/market_beta", evidence)!;
  const moved = reasoning.inputs.map((input) =>
    input.kind === "series" && input.name === "P[AAA]"
      ? { ...input, values: input.values.map((price, t) => (t === 40 ? price * 1.01 : price)) }
      : input,
  );
  expect(reasoning.reproduce(givenBy(moved))).not.toBeCloseTo(reproduced, 6);
});

test("a key that names nothing has no explanation", () => {
  const evidence = evidenceOf();
  expect(explainNumber("snapshots/nave", evidence)).toBeNull();
  expect(explainNumber("nothing/at/all", evidence)).toBeNull();
  expect(new Set(explainableKeys(evidence)).size).toBe(explainableKeys(evidence).length);
});

test("missing values of the inputs are named by their sessions", () => {
  const { reasoning } = explainNumber("symbol-metrics/GAP/realized_vol_21", evidenceOf())!;
  expect(missingInputs(reasoning.inputs)).toEqual([
    { name: "P", count: 2, labels: ["2025-12-30", "2025-12-31"] },
  ]);
  expect(reasoning.absence).toEqual({
    code: "TOO_FEW_OBSERVATIONS",
    message: "21 returns of the window are needed; 19 are there.",
    needed: 21,
    got: 19,
  });
});

test("the symbols behind a number are those of its prices and of the lots in it", () => {
  const evidence = evidenceOf();
  const behind = (key: string) => symbolsBehind(explainNumber(key, evidence)!.reasoning.inputs, evidence);
  expect(behind("loadings/AAA/spread_growth_value_beta")).toEqual(["AAA", "VTV", "VUG"]);
  expect(behind("positions/modelled/price")).toEqual(["CCC", "^IRX"]);
  expect(behind("snapshots/position_count")).toContain("AAA");
});
