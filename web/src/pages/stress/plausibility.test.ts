import { describe, expect, it } from "vitest";
import { describePlausibility } from "./plausibility.ts";

const of = (distance: number | null, percentile: number | null, implausible = false) =>
  describePlausibility({ distance, percentile, implausible, reason: null });

describe("describePlausibility", () => {
  it.each([
    [0.32, "Ordinary"],
    [0.7, "Plausible"],
    [0.95, "Unusual"],
    [0.995, "Rare"],
    [0.9999, "Very rare"],
  ])("calls the percentile %d %s", (percentile, word) => {
    expect(of(2, percentile)?.word).toBe(word);
  });

  it("says where a shock is beyond last year's experience, and never more than all", () => {
    expect(of(7, 0.9999999999, true)).toMatchObject({
      word: "Beyond last year's experience",
      sentence: expect.stringContaining("more than 99.99 %") as string,
    });
  });

  it("is silent where it is not known", () => {
    expect(of(null, null)).toBeNull();
  });
});
