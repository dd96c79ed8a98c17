import { describe, expect, it } from "vitest";
import { repairsOf } from "./repairs.ts";

function results(code: string, texts: readonly string[]) {
  return repairsOf(code, texts).map(({ apply }) => texts.map((text) => apply(text)));
}

describe("repairsOf", () => {
  it("reads dates in the only order that fits all of them", () => {
    expect(results("ERR_POS_013", ["06/30/2025", "1/2/2025"])).toEqual([["2025-06-30", "2025-01-02"]]);
    expect(results("ERR_POS_013", ["30.6.2025", "1.2.2025"])).toEqual([["2025-06-30", "2025-02-01"]]);
  });

  it("offers both orders where either fits", () => {
    expect(results("ERR_POS_013", ["01/02/2025"])).toEqual([["2025-01-02"], ["2025-02-01"]]);
  });

  it("offers nothing for days that do not exist or texts that are no dates", () => {
    expect(results("ERR_POS_013", ["02/30/2025"])).toEqual([]);
    expect(results("ERR_POS_013", ["06/30/2025", "soon"])).toEqual([]);
  });

  it("takes currency and separators of thousands off amounts", () => {
    expect(results("ERR_POS_005", ["1,234.5", "(200)"])).toEqual([["1234.5", "-200"]]);
    expect(results("ERR_POS_009", ["$1,234.50"])).toEqual([["1234.50"]]);
    expect(results("ERR_POS_009", ["EXPENSIVE"])).toEqual([]);
  });

  it("has nothing for other errors", () => {
    expect(results("ERR_POS_001", [""])).toEqual([]);
  });
});
