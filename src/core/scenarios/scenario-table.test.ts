import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hasSharedData, sharedPath } from "#test/support/shared-data.ts";
import { SCENARIOS, type Shock, type ShockFactor } from "./scenario-table.ts";

/** A cell of the facts file: `factor:size` by `;`, `bp` a yield change, `a` absolute. */
function readShocks(cell: string): Shock[] {
  return cell.split(";").map((text) => {
    const [factor, size] = text.split(":") as [ShockFactor, string];
    const type = size.endsWith("bp")
      ? "basisPoints"
      : size.endsWith("a") || factor === "Market"
        ? "absolute"
        : "relative";
    return { factor, type, size: Number.parseFloat(size) };
  });
}

describe("the scenario table", () => {
  it("has distinct ids and names", () => {
    expect(new Set(SCENARIOS.map(({ id }) => id)).size).toBe(SCENARIOS.length);
    expect(new Set(SCENARIOS.map(({ name }) => name)).size).toBe(SCENARIOS.length);
  });

  // Needs the facts files beside the project.
  it.skipIf(!hasSharedData)("is the facts file, whole and in its order", () => {
    const [, ...lines] = readFileSync(sharedPath("facts", "stress_scenarios.csv"), "utf8")
      .trimEnd()
      .split("\n");
    const expected = lines.map((line) => {
      const [id, name, category, severity, active, shocks, window] = line.split(",");
      const [from, to] = window === "" ? [] : window!.split("..");
      return {
        id,
        name,
        category,
        severity,
        active: active === "true",
        shocks: readShocks(shocks!),
        window: from === undefined ? null : { from, to },
      };
    });
    expect(SCENARIOS).toEqual(expected);
  });
});
