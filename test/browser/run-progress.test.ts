import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { spawnWorker } from "#test/support/worker-process.ts";
import { launchChromium } from "./support/chromium.ts";
import { type Installation, openInstallation, POSITIONS_FILE } from "./support/installation.ts";
import { chartDrawn, makeAccount, newVisitor } from "./support/visitor.ts";

/** Longer than an access token lives. */
const TWO_HOURS_MS = 2 * 3600 * 1000;

let installation: Installation;
let browser: Browser;
beforeAll(async () => {
  [installation, browser] = await Promise.all([openInstallation("serve"), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await installation?.close();
});

test("a run is followed while its worker dies, the server restarts and the token expires, and never goes back", async () => {
  const { page, context } = await newVisitor(browser, installation.url);
  await makeAccount(page, "/register", "Grace");
  await page.goto("/upload");
  await page.getByLabel("Positions file", { exact: true }).setInputFiles(POSITIONS_FILE);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.getByLabel("Equity balance (USD)").fill("5000000");
  await page.getByRole("button", { name: "Create and calculate" }).click();
  await page.waitForURL(/\/run$/);
  await page
    .getByText(/no worker/i)
    .first()
    .waitFor();

  const seen = watchPercent(page);
  const victim = await spawnWorker(installation.databaseUrl, {
    faults: [{ point: "unit computed", phase: "pnl-snapshots", act: "kill" }],
  });
  expect((await victim.ended).signal).toBe("SIGKILL");
  await installation.restart({ clockAheadMs: TWO_HOURS_MS });
  const worker = await spawnWorker(installation.databaseUrl);
  await page.waitForURL(/\/portfolios\/[0-9a-f-]+$/, { timeout: 90_000 });
  await chartDrawn(page, /Performance/);
  await worker.terminate();

  const percents = await seen.stop();
  expect(percents.at(-1)).toBe(100);
  expect(percents).toEqual(percents.toSorted((a, b) => a - b));
  await context.close();
});

/** Notes the percentage of the page's progress bar ten times a second. */
function watchPercent(page: Page) {
  const seen: number[] = [];
  let isWatching = true;
  const watch = async () => {
    while (isWatching) {
      const bar = page.getByRole("progressbar", { name: "Overall progress" });
      // In one look: the bar is gone as soon as the run has ended.
      const shown = await bar.evaluateAll((bars) => bars.map((one) => one.getAttribute("aria-valuenow")));
      seen.push(...shown.map(Number));
      await page.waitForTimeout(100);
    }
  };
  const watching = watch();
  return {
    async stop(): Promise<readonly number[]> {
      isWatching = false;
      await watching;
      return seen;
    },
  };
}
