import { describe, expect, it } from "vitest";
import { waterfallSteps } from "./waterfall.ts";

describe("waterfallSteps", () => {
  it("walks from zero to the total, the largest step first", () => {
    const steps = waterfallSteps({ size: 1, market: -10, rates: 4 });
    expect(steps.map(({ name, from, to }) => [name, from, to])).toEqual([
      ["market", 0, -10],
      ["rates", -10, -6],
      ["size", -6, -5],
      ["Together", 0, -5],
    ]);
  });

  it("leaves out what is unknown or nothing", () => {
    expect(waterfallSteps({ market: 2, private: null, size: 0 }).map(({ name }) => name)).toEqual([
      "market",
      "Together",
    ]);
  });

  it("puts what is beyond the limit into one step, and loses nothing", () => {
    const steps = waterfallSteps({ a: 5, b: 4, c: 3, d: 2 }, { limit: 2 });
    expect(steps.map(({ name }) => name)).toEqual(["a", "b", "2 others", "Together"]);
    expect(steps.at(-1)?.to).toBe(14);
  });

  it("names a single small one rather than calling it others", () => {
    expect(waterfallSteps({ a: 1000, b: 0.1 }).map(({ name }) => name)).toEqual(["a", "b", "Together"]);
  });

  it("ends at zero where nothing contributes", () => {
    expect(waterfallSteps({})).toEqual([{ name: "Together", change: 0, from: 0, to: 0, isTotal: true }]);
  });
});
