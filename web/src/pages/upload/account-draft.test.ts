import { describe, expect, it } from "vitest";
import { type AccountDraft, nameOfFile, stillHolds, uniqueName } from "./account-draft.ts";

describe("nameOfFile", () => {
  it("makes words of a file's name", () => {
    expect(nameOfFile("real-long_short.v2.csv")).toBe("Real long short v2");
    expect(nameOfFile(".csv")).toBe("My portfolio");
  });
});

describe("uniqueName", () => {
  it("keeps a free name and numbers a taken one, whatever its case", () => {
    expect(uniqueName("Core", ["Other"])).toBe("Core");
    expect(uniqueName("Core", ["core", "Core 2"])).toBe("Core 3");
  });
});

describe("stillHolds", () => {
  const draft: AccountDraft = {
    portfolioName: "A",
    accountName: "A",
    accountType: "taxable",
    equity: "1",
    equityAsOf: "",
    description: "",
  };

  it("ends for a field that was changed, and for no other", () => {
    const now = { ...draft, accountName: "B" };
    expect(stillHolds("account_name", draft, now)).toBe(false);
    expect(stillHolds("equity_balance", draft, now)).toBe(true);
    expect(stillHolds("csv_file", draft, now)).toBe(true);
  });
});
