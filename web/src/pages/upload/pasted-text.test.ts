import { describe, expect, it } from "vitest";
import { csvOfPasted } from "./pasted-text.ts";

describe("csvOfPasted", () => {
  it("turns tabs into commas and quotes what needs it", () => {
    expect(csvOfPasted("Symbol\tQuantity\nSPY\t1,000\n")).toBe('Symbol,Quantity\nSPY,"1,000"\n');
  });

  it("leaves CSV alone", () => {
    expect(csvOfPasted("Symbol,Quantity\nSPY,10")).toBe("Symbol,Quantity\nSPY,10");
  });
});
