import { beforeAll, describe, expect, it } from "vitest";
import { attributePnl } from "#core/pipeline/pnl-attribution.ts";
import { riskContext } from "#core/pipeline/risk-context.ts";
import { valuePortfolio } from "#core/valuation/value-portfolio.ts";
import { type OracleRow, readOracle } from "#test/golden/factors/oracle-market.ts";
import { calendar } from "#test/golden/valuation/facts.ts";
import { oracleCase } from "#test/golden/valuation/oracle-case.ts";
import { hasSharedData } from "#test/support/shared-data.ts";
import { compareWith } from "#test/support/worst-error.ts";

const JOINT = ["SPY", "VUG-VTV", "MTUM-SPY", "IWM-SPY", "QUAL-SPY", "USMV-SPY", "TLT"] as const;

/** The model has its factors' own funds exactly; the oracle does not regress them. */
const OWN: Readonly<Record<string, readonly number[]>> = {
  SPY: [1, 0, 0, 0, 0, 0, 0],
  IWM: [1, 0, 0, 1, 0, 0, 0],
  TLT: [0, 0, 0, 0, 0, 0, 1],
};

interface Expected {
  readonly factors: readonly number[];
  readonly specific: number;
  readonly other: number;
}

/**
 * The attribution of the session after `date` from the oracle's numbers alone: its joint coefficients of `date`, the
 * quantities held at that close, closes, returns and the P&L of the session.
 */
function expectedAfter(date: string, next: string, id: string, pnl: number): Expected {
  const { facts } = cases.get(id)!;
  const day = returns.get(next)!;
  const move = (name: string) => {
    const [long, short] = name.split("-");
    return Number(day[long!]) - (short === undefined ? 0 : Number(day[short]));
  };
  const ordinal = ordinalOf.get(date)!;
  const held = facts.positions.filter(
    ({ entryDate, exitDate }) =>
      calendar.ordinal(entryDate) <= ordinal && (exitDate === null || calendar.ordinal(exitDate) > ordinal),
  );
  const factors = JOINT.map(() => 0);
  let earned = 0;
  for (const { symbol, quantity } of held) {
    const value = Number(quantity) * closes.get(`${date}/${symbol}`)!;
    const betas = OWN[symbol] ?? JOINT.map((name) => Number(loadings.get(`${date}/${symbol}`)![`b_${name}`]));
    for (const [k, name] of JOINT.entries()) factors[k] = factors[k]! + value * betas[k]! * move(name);
    earned += value * Number(day[symbol]);
  }
  const explained = factors.reduce((sum, part) => sum + part, 0);
  return { factors, specific: earned - explained, other: pnl - earned };
}

const IDS = ["P1_long_only", "P2_long_short", "P3_flows"] as const;
let cases: ReadonlyMap<string, ReturnType<typeof oracleCase>>;
let loadings: ReadonlyMap<string, OracleRow>;
let returns: ReadonlyMap<string, OracleRow>;
let closes: ReadonlyMap<string, number>;
let ordinalOf: ReadonlyMap<string, number>;

beforeAll(() => {
  if (!hasSharedData) return;
  cases = new Map(IDS.map((id) => [id, oracleCase(id, "")]));
  loadings = new Map(
    readOracle("synthetic", "joint_ols_252.csv").map((row) => [`${row.date}/${row.symbol}`, row]),
  );
  returns = new Map(readOracle("synthetic", "returns.csv").map((row) => [row.date!, row]));
  closes = new Map(
    readOracle("synthetic", "prices.csv").map((row) => [`${row.date}/${row.symbol}`, Number(row.close)]),
  );
  ordinalOf = cases.get(IDS[0])!.ordinalOf;
});

// Needs the oracle's files beside the project.
describe.skipIf(!hasSharedData).each(IDS)("the P&L of %s", (id) => {
  it("is attributed as the oracle's loadings, returns and ledger say, on every session they are given for", () => {
    const { facts, market, lastOrdinal, rows } = cases.get(id)!;
    const valuation = valuePortfolio(facts, market, calendar, lastOrdinal);
    const risk = riskContext(market, valuation.firstOrdinal, lastOrdinal);
    const attributed = attributePnl(valuation, risk, calendar, valuation.firstOrdinal, lastOrdinal);
    const reference = "pandas/NumPy (oracle)";
    const compare = compareWith({
      quantity: "P&L attribution, USD",
      reference,
      kind: "absolute",
      tolerance: 1e-6,
    });
    let sessions = 0;
    for (const [t, row] of rows.slice(1).entries()) {
      const before = rows[t]!.date!;
      if (!loadings.has(`${before}/FND01`)) continue;
      sessions++;
      const expected = expectedAfter(before, row.date!, id, Number(row.daily_pnl));
      const actual = attributed[t]!;
      expect(calendar.ordinal(actual.session)).toBe(ordinalOf.get(row.date!));
      for (const [k, part] of expected.factors.entries()) compare.add(actual.factors[k]!, part);
      compare.add(actual.specific, expected.specific);
      compare.add(actual.other, expected.other);
    }
    expect(sessions).toBeGreaterThan(10);
    compare.end();
  });
});
