import { describe, expect, it } from "vitest";
import { effectText, outdatedFrom } from "./history-effect.ts";

const BOUNDS = { firstSession: "2025-01-06", lastSession: "2026-11-25", equityAsOf: null };

describe("outdatedFrom", () => {
  it("is the earlier of the dates before and after", () => {
    expect(outdatedFrom(["2026-03-02", "2025-06-02", ""], BOUNDS)).toBe("2025-06-02");
    expect(outdatedFrom([""], BOUNDS)).toBeNull();
  });

  it("is the start where the opening equity follows from a later NAV", () => {
    const stated = { ...BOUNDS, equityAsOf: "2026-06-30" };
    expect(outdatedFrom(["2026-03-02"], stated)).toBe("2025-01-06");
    expect(outdatedFrom(["2026-07-01"], stated)).toBe("2026-07-01");
  });

  it("may lie before the start", () => {
    expect(outdatedFrom(["2024-01-02"], BOUNDS)).toBe("2024-01-02");
  });
});

describe("effectText", () => {
  it("says from when on results change", () => {
    expect(effectText("2025-06-02", BOUNDS)).toBe("Results from 2 Jun 2025 on are computed again.");
    expect(effectText("2024-01-02", BOUNDS)).toMatch(/starts earlier/);
    expect(effectText("2026-11-26", BOUNDS)).toMatch(/stay as they are/);
    expect(effectText("2026-11-26", { ...BOUNDS, firstSession: null })).toMatch(/Nothing is calculated yet/);
  });
});
