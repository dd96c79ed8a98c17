import pg from "pg";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { spawnWorker } from "#test/support/worker-process.ts";
import { launchChromium } from "./support/chromium.ts";
import { type Installation, openInstallation } from "./support/installation.ts";
import { makeAccount, newVisitor } from "./support/visitor.ts";

let installation: Installation;
let browser: Browser;
beforeAll(async () => {
  [installation, browser] = await Promise.all([openInstallation("serve"), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await installation?.close();
});

test("an operator cancels a run with a reason, and a retry of it completes", async () => {
  const { page, complaints, context } = await newVisitor(browser, installation.url);
  await makeAccount(page, "/register", "Grace");
  await page.getByRole("button", { name: /Open the demo/ }).click();
  await page.waitForURL(/\/run$/);
  const client = new pg.Client({ connectionString: installation.databaseUrl });
  await client.connect();
  await client.query("update users set role = 'admin' where email = 'grace@example.org'");
  await client.end();

  await page.goto("/admin/runs");
  await page.locator("main a[href*='/admin/runs/']").first().click();
  await page.getByRole("button", { name: "Cancel run" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("only a drill");
  await dialog.getByRole("button", { name: "Cancel run" }).click();
  await page.getByText("Cancelled").first().waitFor();

  await page.getByRole("button", { name: "Retry" }).click();
  await dialog.getByRole("button", { name: "Everything again" }).click();
  await dialog.getByLabel("Reason").fill("the drill is over");
  await dialog.getByRole("button", { name: "Retry" }).click();
  const worker = await spawnWorker(installation.databaseUrl);
  await page.getByText("Completed").first().waitFor({ timeout: 60_000 });
  await worker.terminate();

  await page.goto("/admin/audit");
  await page.getByText("only a drill").first().waitFor();
  await page.getByText("the drill is over").first().waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});
