import { describe, expect, test } from "vitest";
import { isSigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { PortfolioFacts, PositionFact } from "#core/instruments/position.ts";
import { calendar, lot, market, portfolio } from "#test/golden/valuation/facts.ts";
import { valuePortfolio } from "./value-portfolio.ts";

/** Sessions: Mon 2025-01-06, Tue 07, Wed 08, Fri 10 (the 9th was a closure), Mon 13. */
const FROM = "2025-01-06";
const LAST = calendar.ordinal("2025-01-13");
const PRICES = market({ from: FROM, closes: { AAA: [51, 52, 50, 53, 54], BBB: [20, 20, 21, 21, 22] } });

function value(positions: readonly PositionFact[], given: Partial<PortfolioFacts> = {}, last = LAST) {
  return valuePortfolio(portfolio(positions, given), PRICES, calendar, last);
}

const codes = (valuation: ReturnType<typeof value>) => valuation.findings.map(({ code }) => code);

describe("the ledger", () => {
  test("pays an entry from cash and measures its first day from the entry price", () => {
    const v = value([lot({})]);
    expect([...v.cash]).toEqual([5000, 5000, 5000, 5000, 5000]);
    expect([...v.nav]).toEqual([10_100, 10_200, 10_000, 10_300, 10_400]);
    expect([...v.dailyPnl]).toEqual([100, 100, -200, 300, 100]);
    expect(v.dailyReturn[0]).toBe(0.01);
  });

  test("pays a later entry on its session", () => {
    const v = value([
      lot({}),
      lot({ symbol: "BBB", quantity: "10", entryPrice: "19", entryDate: "2025-01-08" }),
    ]);
    expect([...v.cash]).toEqual([5000, 5000, 4810, 4810, 4810]);
    expect([...v.dailyPnl]).toEqual([100, 100, -200 + 20, 300, 100 + 10]);
    expect([...v.positionCount]).toEqual([1, 1, 2, 2, 2]);
  });

  test("takes an exit's proceeds and holds nothing at that close", () => {
    const v = value([lot({ exitDate: "2025-01-08", exitPrice: "55" })]);
    expect([...v.nav]).toEqual([10_100, 10_200, 10_500, 10_500, 10_500]);
    expect([...v.realizedPnl]).toEqual([0, 0, 500, 0, 0]);
    expect([...v.unrealizedPnl]).toEqual([100, 200, 0, 0, 0]);
    expect([...v.positionCount]).toEqual([1, 1, 0, 0, 0]);
  });

  test("realises a lot bought and sold on one session without ever holding it", () => {
    const v = value([lot({}), lot({ id: "day", exitDate: FROM, exitPrice: "50.5" })]);
    expect([v.realizedPnl[0], v.dailyPnl[0], v.positionCount[0]]).toEqual([50, 150, 1]);
  });

  test("lets cash go negative", () => {
    expect(value([lot({ quantity: "300" })]).cash[0]).toBe(-5000);
  });

  test("shows short exposure as a negative number", () => {
    const v = value([lot({}), lot({ symbol: "BBB", quantity: "-100", entryPrice: "20" })]);
    expect([v.longExposure[0], v.shortExposure[0], v.grossExposure[0], v.netExposure[0]]).toEqual([
      5100, -2000, 7100, 3100,
    ]);
    expect(v.cash[0]).toBe(10_000 - 5000 + 2000);
  });

  test("compounds daily returns from before the first entry", () => {
    const v = value([lot({})]);
    [1.01, 1.02, 1, 1.03, 1.04].forEach((index, t) => {
      expect(v.cumulativeReturn[t]).toBeCloseTo(index - 1, 14);
    });
  });
});

describe("dates that are no sessions", () => {
  test("an entry moves to the next session, with a finding", () => {
    const v = value([lot({ entryDate: "2025-01-05" })]);
    expect(v.firstOrdinal).toBe(calendar.ordinal(FROM));
    expect(v.findings).toEqual([
      {
        code: "NON_SESSION_DATE",
        severity: "info",
        subject: "lot-AAA",
        session: FROM,
        message: "AAA: entry date 2025-01-05 is not a session; it counts on 2025-01-06",
      },
    ]);
  });

  test("an exit moves to the next session", () => {
    const v = value([lot({ exitDate: "2025-01-09", exitPrice: "55" })]);
    expect([...v.realizedPnl]).toEqual([0, 0, 0, 500, 0]);
    expect(codes(v)).toEqual(["NON_SESSION_DATE"]);
  });

  test("a flow on a weekend arrives on Monday", () => {
    const v = value([lot({})], { flows: [{ id: "f", date: "2025-01-11", amount: "100" }] });
    expect([...v.flow]).toEqual([0, 0, 0, 0, 100]);
    expect(codes(v)).toEqual(["NON_SESSION_DATE"]);
  });
});

describe("lots outside the range", () => {
  test("a lot that enters after the last session is not held yet", () => {
    const v = value([lot({}), lot({ id: "later", entryDate: "2025-01-14" })]);
    expect(v.nav[4]).toBe(10_400);
    expect(v.findings).toMatchObject([{ code: "NOT_YET_HELD", subject: "later" }]);
    expect(v.lots[1]?.entry).toBeNull();
  });

  test("with no lot entered there is no session and the equity stands", () => {
    const v = value([lot({ entryDate: "2025-01-14" })]);
    expect([v.sessionCount, v.firstOrdinal, v.openingEquity]).toEqual([0, LAST + 1, 10_000]);
  });

  test("an exit after the last session has not happened", () => {
    const v = value([lot({ exitDate: "2025-01-14", exitPrice: "99" })]);
    expect([v.nav[4], v.lots[0]?.closing]).toEqual([10_400, null]);
  });

  test("an exit without a price is refused", () => {
    expect(() => value([lot({ exitDate: "2025-01-08" })])).toThrow(RangeError);
  });
});

describe("flows", () => {
  test("arrive at the start of their session: the return is over NAV before plus flow", () => {
    const v = value([lot({})], { flows: [{ id: "f", date: "2025-01-08", amount: "-200" }] });
    expect([...v.nav]).toEqual([10_100, 10_200, 9800, 10_100, 10_200]);
    expect(v.dailyPnl[2]).toBe(-200);
    expect(v.dailyReturn[2]).toBe(-200 / 10_000);
  });

  test.each(["2024-12-31", FROM, "2025-01-05"])(
    "one of %s, up to the first entry, is in the equity already",
    (date) => {
      const v = value([lot({})], { flows: [{ id: "f", date, amount: "100" }] });
      expect([...v.nav]).toEqual([10_100, 10_200, 10_000, 10_300, 10_400]);
      expect(v.findings).toMatchObject([{ code: "FLOW_BEFORE_START", subject: "f" }]);
    },
  );

  test("one after the last session waits", () => {
    const v = value([lot({})], { flows: [{ id: "f", date: "2025-01-14", amount: "100" }] });
    expect([v.nav[4], codes(v)]).toEqual([10_400, []]);
  });
});

describe("the stated equity", () => {
  const flows = [{ id: "f", date: "2025-01-08", amount: "1000" }];

  test("as of a session is the NAV at its close, after its flows", () => {
    const v = value([lot({})], { equityAsOf: "2025-01-08", flows });
    expect(v.openingEquity).toBe(10_000 - 0 - 1000);
    expect([...v.nav]).toEqual([9100, 9200, 10_000, 10_300, 10_400]);
  });

  test("as of the first session is the NAV at its close", () => {
    expect(value([lot({})], { equityAsOf: FROM }).openingEquity).toBe(9900);
  });

  test("as of a closed day is that of the session before", () => {
    expect(value([lot({})], { equityAsOf: "2025-01-09", flows }).nav[2]).toBe(10_000);
  });

  test("as of a day before the first entry is the opening equity", () => {
    expect(value([lot({})], { equityAsOf: "2025-01-03" }).openingEquity).toBe(10_000);
  });

  test("as of a day after the last session is refused", () => {
    let error: unknown;
    try {
      value([lot({})], { equityAsOf: "2025-01-14" });
    } catch (thrown) {
      error = thrown;
    }
    expect(isSigmaSightError(error, "EQUITY_AS_OF_AFTER_LAST_SESSION")).toBe(true);
  });

  test("changes no daily P&L", () => {
    const v = value([lot({})], { equityAsOf: "2025-01-08" });
    expect([...v.dailyPnl]).toEqual([100, 100, -200, 300, 100]);
  });
});

describe("capital that is not positive", () => {
  test("has no return, and the index ends for good", () => {
    const flows = [
      { id: "out", date: "2025-01-07", amount: "-10100" },
      { id: "in", date: "2025-01-08", amount: "5000" },
    ];
    const v = value([lot({})], { flows });
    expect([...v.nav]).toEqual([10_100, 100, 4900, 5200, 5300]);
    expect([...v.dailyReturn]).toEqual([0.01, Number.NaN, -200 / 5100, 300 / 4900, 100 / 5200]);
    expect([...v.cumulativeReturn].map(Number.isNaN)).toEqual([false, true, true, true, true]);
    expect(v.findings).toMatchObject([{ code: "NONPOSITIVE_CAPITAL", session: "2025-01-07" }]);
  });

  test("from the start leaves P&L but no return", () => {
    const v = value([lot({})], { equityBalance: "0" });
    expect([v.dailyPnl[0], v.dailyReturn[0]]).toEqual([100, Number.NaN]);
  });
});

test("an unknown split is suspected where the provider cannot give raw closes", () => {
  const facts = portfolio([lot({ entryPrice: "204" })], { equityBalance: "100000" });
  const v = valuePortfolio(facts, PRICES, calendar, LAST, { providerGivesRaw: () => false });
  expect(v.findings).toMatchObject([{ code: "SPLIT_SUSPECTED", subject: "lot-AAA", session: FROM }]);
  expect(v.lots[0]?.quantity[0]).toBe(100);
});

test("the same finding is given once", () => {
  const v = value([lot({ id: "x", entryDate: "2025-01-05" }), lot({ id: "x", entryDate: "2025-01-05" })]);
  expect(codes(v)).toEqual(["NON_SESSION_DATE"]);
});
