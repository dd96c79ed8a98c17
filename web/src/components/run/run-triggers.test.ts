import { expect, it } from "vitest";
import { triggerText } from "./run-triggers.ts";

it("says what set a run off, and leaves what it does not know", () => {
  expect(triggerText("nightly")).toBe("Nightly update");
  expect(triggerText("of a later version")).toBe("of a later version");
});
