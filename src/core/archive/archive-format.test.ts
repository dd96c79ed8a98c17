import { describe, expect, it } from "vitest";
import { ARCHIVE_SECTIONS, type ArchiveRecord, recordProblem, sectionNamed } from "./archive-format.ts";

const FLOW: ArchiveRecord = {
  id: "3f2a6c1e-0000-4000-8000-00000000000a",
  portfolio_id: "3f2a6c1e-0000-4000-8000-00000000000b",
  flow_date: "2025-03-03",
  amount: "-12.3400000001",
  note: null,
  created_at: "2026-01-08T22:00:00.123456Z",
};
const flows = sectionNamed("capital_flows");

describe("the sections of an export", () => {
  it("come so that what is referred to comes first", () => {
    const names = ARCHIVE_SECTIONS.map(({ name }) => name);
    expect(names.indexOf("accounts")).toBeLessThan(names.indexOf("portfolios"));
    for (const child of ["positions", "capital_flows", "import_findings"] as const)
      expect(names.indexOf("portfolios")).toBeLessThan(names.indexOf(child));
    expect(names.indexOf("positions")).toBeLessThan(names.indexOf("position_tags"));
  });

  it("hold no secret", () => {
    const fields = ARCHIVE_SECTIONS.flatMap((section) => section.fields.map(({ name }) => name));
    expect(fields.filter((name) => /password|token|secret|key|session/.test(name))).toEqual([]);
  });
});

describe("a record", () => {
  it("is right with every field of its kind, and null where it may be", () => {
    expect(recordProblem(flows, FLOW)).toBeNull();
    expect(recordProblem(flows, { ...FLOW, note: "rent" })).toBeNull();
  });

  it.each([
    ["is no object", [], "a record is needed"],
    ["lacks a field", { ...FLOW, note: undefined }, "note is missing"],
    ["has a field more", { ...FLOW, colour: "red" }, "unknown field colour"],
    ["has null where a value is needed", { ...FLOW, amount: null }, "amount is not a decimal as text"],
    ["has a number for a decimal", { ...FLOW, amount: 12.5 }, "amount is not a decimal as text"],
    ["has an id that is none", { ...FLOW, id: "1" }, "id is not an id"],
    ["has a date that is none", { ...FLOW, flow_date: "2025-02-30" }, "flow_date is not a date"],
    [
      "has an instant without a zone",
      { ...FLOW, created_at: "2026-01-08T22:00:00.123456" },
      "created_at is not an instant in UTC",
    ],
    ["has a zero byte", { ...FLOW, note: "a\0b" }, "note is not text"],
  ])("that %s is refused with the reason", (_what, record, problem) => {
    expect(recordProblem(flows, record)).toBe(problem);
  });
});
