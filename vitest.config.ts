import path from "node:path";
import { defineConfig } from "vitest/config";

const GLOBAL_SETUP = ["test/support/global-web.ts", "test/support/global-database.ts"];

/**
 * Three projects: `unit` is pure and runs anywhere in seconds; `integration` needs a real PostgreSQL, which
 * `test/support/global-database.ts` starts once (or takes from DATABASE_URL) for the whole run; `browser` also needs
 * Chromium, which comes from npm.
 */
export default defineConfig({
  resolve: { alias: { "@": path.join(import.meta.dirname, "web/src") } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [
            "src/**/*.test.ts",
            "src/**/*.prop.test.ts",
            "web/src/**/*.test.ts",
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
          globalSetup: GLOBAL_SETUP,
          // Nothing is measured: a slow machine needs three times as long, and what would hang for ever is still found.
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: GLOBAL_SETUP,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
