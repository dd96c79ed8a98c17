import { describe, expect, it } from "vitest";
import { nameOfFile, uniqueName } from "./account-draft.ts";

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
