import { describe, expect, it } from "vitest";
import { ApiProblem, type RowIssue } from "@/api/problem.ts";
import { formErrors } from "./form-errors.ts";

function refusal(issues: readonly Pick<RowIssue, "field" | "message">[]): ApiProblem {
  return new ApiProblem(422, { detail: "2 errors", code: "VALIDATION", errors: issues as RowIssue[] });
}

describe("formErrors", () => {
  it("puts each message at its field, without the field's name", () => {
    const error = refusal([
      { field: "quantity", message: "The quantity is missing." },
      { field: "date", message: "date: Invalid ISO date" },
      { field: null, message: "Too many." },
    ]);
    expect(formErrors(error, ["quantity", "date"])).toEqual({
      byField: { quantity: "The quantity is missing.", date: "Invalid ISO date." },
      others: ["Too many."],
      failure: null,
    });
  });

  it("reads the field of a refusal that lists none", () => {
    const error = new ApiProblem(422, { detail: "amount: it is zero", code: "VALIDATION" });
    expect(formErrors(error, ["amount"]).byField).toEqual({ amount: "It is zero." });
  });

  it("keeps a failure that is about no entry", () => {
    const error = new ApiProblem(503, { detail: "The server is busy." });
    expect(formErrors(error, ["amount"])).toEqual({ byField: {}, others: [], failure: error });
    expect(formErrors(null, [])).toEqual({ byField: {}, others: [], failure: null });
  });
});
