import type { Browser, BrowserContext, Page } from "playwright-core";

export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser complained of: errors on the console and in scripts. */
  readonly complaints: readonly string[];
}

/** A person with a browser that knows nothing yet. */
export async function newVisitor(
  browser: Browser,
  baseURL: string,
  { width = 1440, height = 900, dark = false } = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL,
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    // What axe looks at is the page at rest, not a colour on its way to another.
    reducedMotion: "reduce",
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // A refused request is told by the page itself; the browser's line about it is no fault of the page.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      complaints.push(message.text());
  });
  return { context, page, complaints };
}

export const PASSWORD = "a sentence of one's own";

/** Fills in the form of a new account, which signs in and leads to the portfolios. */
export async function makeAccount(page: Page, address: string, name: string): Promise<void> {
  await page.goto(address);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("E-mail").fill(`${name.toLowerCase()}@example.org`);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: /Set up|Make the account/ }).click();
  await page.waitForURL((url) => url.pathname === "/");
}

/** Waits until nothing on the page is loading and the chart of this name is drawn. */
export async function chartDrawn(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("img", { name }).locator("canvas").first().waitFor();
  await nothingLoads(page);
}

/** Waits until no skeleton is left. The page's policy keeps the browser from evaluating anything by itself. */
export async function nothingLoads(page: Page): Promise<void> {
  const end = Date.now() + 30_000;
  do {
    await page.waitForTimeout(150);
    if (Date.now() > end) throw new Error(`${page.url()} goes on loading`);
  } while ((await page.getByText("Loading…").count()) > 0);
}
