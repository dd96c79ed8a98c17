import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./support/chromium.ts";
import { type Installation, openInstallation } from "./support/installation.ts";
import { chartDrawn, makeAccount, newVisitor } from "./support/visitor.ts";

let installation: Installation;
let browser: Browser;
beforeAll(async () => {
  [installation, browser] = await Promise.all([openInstallation(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await installation?.close();
});

test("whoever has the set-up link stands on the demo's NAV chart, stays signed in over a reload, and signs out", async () => {
  const { page, complaints, context } = await newVisitor(browser, installation.url);
  await makeAccount(page, installation.setupUrl, "Ada");
  await page
    .getByRole("link", { name: /Balanced demo/ })
    .first()
    .click();
  await chartDrawn(page, /Net asset value|NAV/);
  await page.reload();
  await chartDrawn(page, /Net asset value|NAV/);
  await page.getByRole("button", { name: "Account of Ada" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);
  await page.goto("/account");
  await page.waitForURL(/\/sign-in\?next=/);
  expect(complaints).toEqual([]);
  await context.close();
});

test("the set-up link works once, and its secret leaves the address bar", async () => {
  const { page, context } = await newVisitor(browser, installation.url);
  await page.goto(installation.setupUrl);
  await page.getByLabel("Name", { exact: true }).fill("Eve");
  expect(page.url()).toBe(`${installation.url}/setup`);
  await page.getByLabel("E-mail").fill("eve@example.org");
  await page.getByLabel("Password").fill("another sentence of mine");
  await page.getByRole("button", { name: "Set up" }).click();
  await page.getByRole("alert").getByText("SETUP_LINK_USED").waitFor();
  await context.close();
});
