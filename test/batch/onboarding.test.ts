import { describe, expect, it } from "vitest";
import { createTestDatabase } from "#test/support/database.ts";
import { balanced13, hasBalanced13, openTestPlatform } from "#test/support/platform.ts";
import { dumpTables, RESULT_TABLES } from "#test/support/table-dump.ts";

describe.skipIf(!hasBalanced13)("an onboarding of thirteen funds (needs balanced-13.csv)", () => {
  it("leaves 253 sessions of results and completes", async () => {
    const database = await createTestDatabase();
    const platform = await openTestPlatform(database.url);
    const id = await platform.importPortfolio(balanced13(), { account: "balanced", equity: "5000000" });
    const t = performance.now();
    const run = await platform.finish({ trigger: "onboarding", portfolioId: id });
    console.log(performance.now() - t, run.status, run.error);
    const dump = await dumpTables(database.url);
    console.log(performance.now() - t);
    for (const t of RESULT_TABLES) console.log(t, dump[t].length, dump[t].at(-1)?.slice(0, 200));
    expect(run.status).toBe("completed");
    await platform.close(1000);
    await database.drop();
  });
});
