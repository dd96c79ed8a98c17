import { expect, it } from "vitest";
import { anchorAtOrBefore } from "./anchors.ts";
import { factorsOf } from "./factor-table.ts";

it("anchors are the ordinals divisible by 64, before the epoch too", () => {
  expect([0, 63, 64, 6999, -1, -64, -65].map(anchorAtOrBefore)).toEqual([0, 0, 64, 6976, -64, -64, -128]);
});

it("market, rates and ridge share one window, as the kernel that rolls them together assumes", () => {
  const windows = (["market", "rates", "ridge"] as const).flatMap((model) =>
    factorsOf(model).map(({ windowSessions, minObservations }) => `${windowSessions} ${minObservations}`),
  );
  expect(new Set(windows).size).toBe(1);
});
