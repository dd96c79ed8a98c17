import { AxeBuilder } from "@axe-core/playwright";
import pg from "pg";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./support/chromium.ts";
import { type Installation, openInstallation, pageAddresses } from "./support/installation.ts";
import { makeAccount, newVisitor, nothingLoads } from "./support/visitor.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };

let installation: Installation;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: readonly string[];
/** What stands for the parts of an address that start with `$`. */
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  [installation, browser] = await Promise.all([openInstallation(), launchChromium()]);
  ({ context, page, complaints } = await newVisitor(browser, installation.url));
  await makeAccount(page, installation.setupUrl, "Ada");
  const client = new pg.Client({ connectionString: installation.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string; portfolio_id: string }>(
    "select id, portfolio_id from batch_run_history",
  );
  await client.end();
  ids = { $portfolioId: rows[0]!.portfolio_id, $runId: rows[0]!.id };
});

afterAll(async () => {
  await context?.close();
  await browser?.close();
  await installation?.close();
});

describe.each(pageAddresses())("%s", (address) => {
  const path = () => address.replaceAll(/\$\w+/g, (part) => ids[part] as string);

  test("has a heading, no complaint of the browser, and nothing serious for axe in light and dark", async () => {
    await page.setViewportSize(DESK);
    await page.emulateMedia({ colorScheme: "light" });
    await open(path());
    expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
    expect(await violations()).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    await nothingLoads(page);
    expect(await violations()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("fits a phone's width", async () => {
    await page.setViewportSize(PHONE);
    await page.emulateMedia({ colorScheme: "light" });
    await open(path());
    const overhang = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
    expect(overhang).toBeLessThanOrEqual(0);
  });
});

/** A page of visitors leads a signed-in person nowhere else, so that all are opened with the same browser. */
async function open(path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await nothingLoads(page);
}

async function violations(): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}
