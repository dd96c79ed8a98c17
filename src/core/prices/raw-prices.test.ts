import { describe, expect, test } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { rawCloses, rawDividends, sessionDividends, sessionSplits, splitFactor } from "./raw-prices.ts";

const calendar = createTradingCalendar();
const ordinal = (date: string) => calendar.ordinal(date);

/** Apple: 7:1 on 2014-06-09 and 4:1 on 2020-08-31. */
const SPLITS = [
  { exDate: "2014-06-09", ratio: 7 },
  { exDate: "2020-08-31", ratio: 4 },
];

describe("rawCloses", () => {
  test("undoes every split later than the row and none of the same day", () => {
    const dates = ["2014-06-06", "2014-06-09", "2020-08-28", "2020-08-31"];
    const adjusted = Float64Array.of(23.05, 23.42, 124.75, 129.04);
    const raw = [...rawCloses(dates, adjusted, SPLITS)];
    [645.4, 93.68, 499, 129.04].forEach((expected, row) => {
      expect(raw[row]).toBeCloseTo(expected, 9);
    });
  });

  test("undoes a split later than the last row", () => {
    expect([...rawCloses(["2020-08-28"], Float64Array.of(100), SPLITS)]).toEqual([400]);
  });

  test("gives the closes themselves without splits, gaps included", () => {
    const raw = rawCloses(["2025-01-06", "2025-01-07"], Float64Array.of(10, Number.NaN), []);
    expect([...raw]).toEqual([10, Number.NaN]);
  });

  test("leaves its inputs as they are", () => {
    const adjusted = Float64Array.of(100);
    const splits = SPLITS.toReversed();
    rawCloses(["2014-01-02"], adjusted, splits);
    expect([adjusted[0], splits[0]?.ratio]).toEqual([100, 4]);
  });
});

test("rawDividends undoes later splits and takes one of the same day as included", () => {
  const paid = [
    { exDate: "2014-05-08", amount: 0.1175 },
    { exDate: "2020-08-07", amount: 0.205 },
    { exDate: "2020-08-31", amount: 0.2 },
  ];
  const amounts = rawDividends(paid, SPLITS).map(({ amount }) => amount);
  [3.29, 0.82, 0.2].forEach((expected, index) => {
    expect(amounts[index]).toBeCloseTo(expected, 12);
  });
});

describe("splitFactor", () => {
  const splits = sessionSplits(SPLITS.toReversed(), calendar);

  test("is the product of the ratios after the first session up to the last", () => {
    expect(splitFactor(splits, ordinal("2014-06-06"), ordinal("2020-08-31"))).toBe(28);
    expect(splitFactor(splits, ordinal("2014-06-09"), ordinal("2020-08-31"))).toBe(4);
    expect(splitFactor(splits, ordinal("2014-06-09"), ordinal("2020-08-28"))).toBe(1);
  });

  test("is 1 backwards", () => {
    expect(splitFactor(splits, ordinal("2021-01-04"), ordinal("2014-01-02"))).toBe(1);
  });

  test("counts an ex-date on a Saturday at the next session", () => {
    const moved = sessionSplits([{ exDate: "2020-08-29", ratio: 2 }], calendar);
    expect(moved).toEqual([{ ordinal: ordinal("2020-08-31"), ratio: 2, exDate: "2020-08-29" }]);
  });
});

describe("sessionDividends", () => {
  test("ascend by session", () => {
    const paid = ["2025-01-08", "2025-01-06"].map((exDate) => ({ exDate, amount: 1 }));
    const counted = sessionDividends(paid, [], calendar);
    expect(counted.map(({ exDate }) => exDate)).toEqual(["2025-01-06", "2025-01-08"]);
  });

  test("bring one of a closed day to the share basis of the session it moves to", () => {
    const splits = sessionSplits([{ exDate: "2020-08-31", ratio: 4 }], calendar);
    const counted = sessionDividends([{ exDate: "2020-08-29", amount: 0.8 }], splits, calendar);
    expect(counted).toEqual([{ ordinal: ordinal("2020-08-31"), amount: 0.2, exDate: "2020-08-29" }]);
  });
});
