import { describe, expect, it } from "vitest";
import { sparklinePath } from "./sparkline-path.ts";

const size = { width: 12, height: 12, margin: 1 };

describe("sparklinePath", () => {
  it("spans the box from the lowest to the highest value", () => {
    expect(sparklinePath([1, 3, 2], size)).toBe("M1 11L6 1L11 6");
  });

  it("leaves a gap where values are missing", () => {
    expect(sparklinePath([1, null, 3], size)).toBe("M1 11M11 1");
  });

  it("draws what never changes through the middle", () => {
    expect(sparklinePath([5, 5], size)).toBe("M1 6L11 6");
  });

  it("draws nothing of fewer than two values", () => {
    expect(sparklinePath([null, 4], size)).toBe("");
  });
});
