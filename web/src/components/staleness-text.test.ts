import { expect, it } from "vitest";
import { stalenessText } from "./staleness-text.ts";

it("says how many sessions results lag behind", () => {
  expect(stalenessText({ state: "current", sessions_behind: 0 }, false)).toBe("Up to date");
  expect(stalenessText({ state: "behind", sessions_behind: 1 }, false)).toBe("1 session behind");
  expect(stalenessText({ state: "none", sessions_behind: null }, false)).toBe("No results yet");
});

it("does not call results up to date that lack a change", () => {
  expect(stalenessText({ state: "current", sessions_behind: 0 }, true)).toBe("Changed since");
});
