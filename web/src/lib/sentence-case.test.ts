import { expect, it } from "vitest";
import { sentenceCase, wordsOfCode } from "./sentence-case.ts";

it("starts with a capital and leaves the rest", () => {
  expect(sentenceCase("low, falling by ES")).toBe("Low, falling by ES");
  expect(sentenceCase("")).toBe("");
});

it("reads codes as words", () => {
  expect(wordsOfCode("NO_PRICE")).toBe("No price");
});
