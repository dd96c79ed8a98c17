import { describe, expect, test } from "vitest";
import { PARSERS } from "./parsers/index.ts";

const INPUTS = 1000;
const SEED = 20_251_125;

// A few of the inputs that `npm run fuzz` reads, the same ones each time.
describe("whatever is given to read", () => {
  test.each(PARSERS)("$name keeps its laws", { timeout: 60_000 }, async (parser) => {
    const report = await parser.fuzz({ inputs: INPUTS, seed: SEED });
    expect(report.broken).toBeNull();
    expect(report.inputs).toBe(INPUTS);
    expect(report.accepted).toBeGreaterThan(INPUTS / 50);
    expect(report.accepted).toBeLessThan(INPUTS);
  });
});
