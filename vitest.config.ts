import { defineConfig } from "vitest/config";

/**
 * Two projects: `unit` is pure and runs anywhere in seconds; `integration` needs a real PostgreSQL, which
 * `test/support/global-database.ts` starts once (or takes from DATABASE_URL) for the whole run.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "src/**/*.test.ts",
            "src/**/*.prop.test.ts",
            "test/golden/**/*.test.ts",
            "test/fuzz/**/*.test.ts",
            "test/*.test.ts",
          ],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "integration",
          include: ["test/{db,engine,batch,http,cli,faults}/**/*.test.ts"],
          globalSetup: ["test/support/global-database.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
