import { describe, expect, test } from "vitest";
import { asTraded, type ShareBasisInput } from "./share-basis.ts";

/** 100 at 500 before a 4:1 split, closing at 500. */
function stated(given: Partial<ShareBasisInput>) {
  const lot = { quantity: 100, entryPrice: 500, exitPrice: null, entryClose: 500, factor: 4, exitFactor: 1 };
  return asTraded({ ...lot, providerGivesRaw: true, ...given });
}

const codes = (given: Partial<ShareBasisInput>) => stated(given).notices.map(({ code }) => code);

describe("with a split between entry and basis date", () => {
  test("a price at the raw close is as traded", () => {
    expect(stated({})).toEqual({
      basis: "asTraded",
      quantity: 100,
      entryPrice: 500,
      exitPrice: null,
      notices: [],
    });
  });

  test("a price at the adjusted close is as of the basis date and converted, the exit by its own factor", () => {
    expect(stated({ quantity: 400, entryPrice: 125, exitPrice: 260, exitFactor: 2 })).toEqual({
      basis: "basisDate",
      quantity: 100,
      entryPrice: 500,
      exitPrice: 520,
      notices: [],
    });
  });

  test("a price below 22 % off its close still decides: |ln| < 0.2", () => {
    expect(stated({ entryPrice: 610 }).basis).toBe("asTraded");
    expect(codes({ entryPrice: 590 })).toEqual([]);
  });

  test("a price further off is unclear, taken as of the basis date", () => {
    expect(stated({ entryPrice: 612 }).basis).toBe("basisDate");
    expect(codes({ entryPrice: 612 })).toEqual(["SHARE_BASIS_UNCLEAR", "ENTRY_PRICE_FAR_FROM_CLOSE"]);
  });

  test("two bases within 0.1 of each other are unclear", () => {
    expect(codes({ entryPrice: 500, factor: 1.1 })).toEqual(["SHARE_BASIS_UNCLEAR"]);
    expect(codes({ entryPrice: 500, factor: 1.11 })).toEqual([]);
  });

  test("without a close of the entry session it is unclear", () => {
    const lot = stated({ entryClose: Number.NaN });
    expect([lot.basis, lot.quantity, lot.entryPrice]).toEqual(["basisDate", 25, 2000]);
    expect(lot.notices.map(({ code }) => code)).toEqual(["SHARE_BASIS_UNCLEAR"]);
  });

  test("a reverse split is decided alike", () => {
    const lot = stated({ quantity: 10, entryPrice: 50, entryClose: 5, factor: 0.1 });
    expect([lot.basis, lot.quantity, lot.entryPrice]).toEqual(["basisDate", 100, 5]);
  });
});

describe("without a known split", () => {
  test("nothing is converted and a near price says nothing", () => {
    expect(stated({ factor: 1, entryPrice: 590 })).toMatchObject({
      quantity: 100,
      entryPrice: 590,
      notices: [],
    });
  });

  test("a price more than 20 % from the close is a finding", () => {
    expect(codes({ factor: 1, entryPrice: 601 })).toEqual(["ENTRY_PRICE_FAR_FROM_CLOSE"]);
    expect(codes({ factor: 1, entryPrice: 399 })).toEqual(["ENTRY_PRICE_FAR_FROM_CLOSE"]);
  });

  test("a missing close is nothing to compare with", () => {
    expect(codes({ factor: 1, entryClose: Number.NaN })).toEqual([]);
  });

  test.each([
    [4 * 500 * 1.049, "4:1"],
    [(500 / 4) * 0.951, "1:4"],
    [20 * 500, "20:1"],
  ])(
    "a price of %d is suspected of a split where closes cannot be raw, and not converted",
    (price, ratio) => {
      const lot = stated({ factor: 1, entryPrice: price, providerGivesRaw: false });
      expect(lot.notices.map(({ code }) => code)).toEqual(["SPLIT_SUSPECTED"]);
      expect(lot.notices[0]?.message).toContain(ratio);
      expect([lot.quantity, lot.entryPrice]).toEqual([100, price]);
    },
  );

  test.each([4 * 500 * 1.051, 22 * 500, 500 * 1.5])("a price of %d is no whole split", (entryPrice) => {
    expect(codes({ factor: 1, entryPrice, providerGivesRaw: false })).toEqual(["ENTRY_PRICE_FAR_FROM_CLOSE"]);
  });

  test("a provider of raw closes is not suspected", () => {
    expect(codes({ factor: 1, entryPrice: 2000 })).toEqual(["ENTRY_PRICE_FAR_FROM_CLOSE"]);
  });
});
