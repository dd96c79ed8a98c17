import { describe, expect, it } from "vitest";
import { neighbourSession } from "./neighbour-session.ts";

const SESSIONS = ["2026-11-20", "2026-11-23", "2026-11-24"];

describe("neighbourSession", () => {
  it("steps over days without a session", () => {
    expect(neighbourSession(SESSIONS, "2026-11-23", "previous")).toBe("2026-11-20");
    expect(neighbourSession(SESSIONS, "2026-11-21", "next")).toBe("2026-11-23");
  });

  it("has nothing beyond the ends", () => {
    expect(neighbourSession(SESSIONS, "2026-11-20", "previous")).toBeUndefined();
    expect(neighbourSession(SESSIONS, "2026-11-24", "next")).toBeUndefined();
  });
});
