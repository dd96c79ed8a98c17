import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FuzzWorld, openFuzzWorld } from "../fuzz/http/fuzz-world.ts";
import { HTTP_PARSERS } from "../fuzz/http/index.ts";

const INPUTS = 500;
const SEED = 20_251_125;

let world: FuzzWorld;
beforeAll(async () => {
  world = await openFuzzWorld();
});
afterAll(() => world.close());

// A few of the requests that `npm run fuzz` sends, the same ones each time.
describe("whatever is sent to the server", () => {
  test.each(Object.entries(HTTP_PARSERS))(
    "%s are answered lawfully",
    { timeout: 120_000 },
    async (_, parser) => {
      const report = await parser(world).fuzz({ inputs: INPUTS, seed: SEED });
      expect(report.broken).toBeNull();
      expect(report.inputs).toBe(INPUTS);
      expect(report.accepted).toBeGreaterThan(INPUTS / 50);
      expect(report.accepted).toBeLessThan(INPUTS);
    },
  );
});
