import { readFileSync } from "node:fs";
import pg from "pg";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./support/chromium.ts";
import { type Installation, openInstallation, POSITIONS_FILE } from "./support/installation.ts";
import { chartDrawn, makeAccount, newVisitor, nothingLoads } from "./support/visitor.ts";

let installation: Installation;
let browser: Browser;
beforeAll(async () => {
  [installation, browser] = await Promise.all([openInstallation(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await installation?.close();
});

test("a newcomer's file becomes a NAV chart, and the pages of risk have their pictures", async () => {
  const { page, complaints, context } = await newVisitor(browser, installation.url);
  await makeAccount(page, "/register", "Grace");
  await page.getByRole("main").getByRole("link", { name: "Upload positions" }).first().click();
  await page.getByLabel("Positions file", { exact: true }).setInputFiles(POSITIONS_FILE);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.getByLabel("Equity balance (USD)").fill("5000000");
  await page.getByRole("button", { name: "Create and calculate" }).click();
  await page.getByRole("progressbar", { name: "Overall progress" }).waitFor();
  await page.waitForURL(/\/portfolios\/[0-9a-f-]+$/);
  await chartDrawn(page, /Performance/);
  for (const name of ["Factors", "Stress tests", "Correlations", "Volatility", "Tail risk", "Composition"]) {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await page.locator("main canvas").first().waitFor();
    await nothingLoads(page);
  }
  expect(complaints).toEqual([]);
  await context.close();
});

test("a file with errors is refused with its cells named, and nothing is stored", async () => {
  const { page, context } = await newVisitor(browser, installation.url);
  await makeAccount(page, "/register", "Edsger");
  const wrong = readFileSync(POSITIONS_FILE, "utf8").replace(/^(BIL),[^,]*,/m, "$1,many,");
  expect(wrong).toContain("BIL,many,");
  await page.goto("/upload");
  await page
    .getByLabel("Positions file", { exact: true })
    .setInputFiles({ name: "wrong.csv", mimeType: "text/csv", buffer: Buffer.from(wrong) });
  await page.getByText("1 error to correct").waitFor();
  await page.getByText("many").first().waitFor();
  expect(await page.getByRole("button", { name: "Continue", exact: true }).count()).toBe(0);
  const client = new pg.Client({ connectionString: installation.databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    "select from portfolios join users on users.id = portfolios.owner_id where email = 'edsger@example.org'",
  );
  await client.end();
  expect(rows).toEqual([]);
  await context.close();
});
