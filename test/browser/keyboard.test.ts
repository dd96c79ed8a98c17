import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./support/chromium.ts";
import { type Installation, openInstallation } from "./support/installation.ts";
import { chartDrawn, makeAccount, newVisitor, PASSWORD } from "./support/visitor.ts";

/** No control of a page is further from its start than this many presses of the tab key. */
const MOST_TABS = 150;

let installation: Installation;
let browser: Browser;
beforeAll(async () => {
  [installation, browser] = await Promise.all([openInstallation(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await installation?.close();
});

test("without a mouse one signs in, opens the portfolio, has a number explained, reads the chart as a table and sorts the holdings", async () => {
  const first = await newVisitor(browser, installation.url);
  await makeAccount(first.page, installation.setupUrl, "Ada");
  await first.context.close();

  const { page, context } = await newVisitor(browser, installation.url);
  await page.goto("/sign-in");
  await page.locator("input:focus").waitFor();
  await page.keyboard.type("ada@example.org");
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Portfolios" }).waitFor();

  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Skip to content");
  await page.keyboard.press("Enter");
  await tabTo(page, /Balanced demo/);
  await page.keyboard.press("Enter");
  await chartDrawn(page, /Performance/);

  await tabTo(page, /^Explain /);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Where this number comes from" });
  await dialog.getByText("Formula").first().waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(await focused(page)).toMatch(/^Explain /);

  await tabTo(page, /^Table: Performance/);
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Performance, as a table" }).waitFor();

  await page.goto(`${new URL(page.url()).pathname}/holdings`);
  await page
    .getByRole("columnheader", { name: /Weight/ })
    .first()
    .waitFor();
  await tabTo(page, /^Weight/);
  await page.keyboard.press("Enter");
  const sorted = page.getByRole("columnheader", { name: /^Weight/ }).first();
  await expect.poll(() => sorted.getAttribute("aria-sort")).toMatch(/ascending|descending/);
  await context.close();
});

/** Presses the tab key until what has the focus is called so. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < MOST_TABS; presses++) {
    await page.keyboard.press("Tab");
    const here = await focused(page);
    if (name.test(here)) return;
    passed.push(here);
  }
  throw new Error(`no tab leads to ${name}; passed were ${passed.join(" · ")}`);
}

/** The name of what has the focus: its label, else its text. */
function focused(page: Page): Promise<string> {
  return page.evaluate<string>(
    "(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '').trim()",
  );
}
