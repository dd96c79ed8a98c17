import { describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";

describe("SIGMASIGHT_BETA_REFERENCE", () => {
  const references = (text?: string) =>
    readConfig(text === undefined ? {} : { SIGMASIGHT_BETA_REFERENCE: text }).betaReferences;

  it("is nobody where it is absent or empty", () => {
    expect(references()).toEqual([]);
    expect(references("")).toEqual([]);
  });

  it("names each symbol once, in one order however it is written", () => {
    expect(references("MSFT, aapl,,MSFT ,BRK.B")).toEqual(["AAPL", "BRK.B", "MSFT"]);
    expect(references("BRK.B,AAPL,MSFT")).toEqual(["AAPL", "BRK.B", "MSFT"]);
  });
});
