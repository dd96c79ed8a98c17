/**
 * P9: sizes of the web app's parts, the time from a cold start of the browser's cache to a drawn overview of the demo's
 * 253 sessions, and that of a newcomer from the register page over an upload to a NAV chart. `node bench/web.ts [repeats]`.
 */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { launchChromium } from "../test/browser/support/chromium.ts";
import { chartDrawn, makeAccount, newVisitor } from "../test/browser/support/visitor.ts";
import { serving } from "../test/cli/program.ts";
import { report } from "./report.ts";

const REPEATS = Number(process.argv[2] ?? 7);
const ROOT = path.resolve(import.meta.dirname, "..");
const POSITIONS = path.join(ROOT, "demo/balanced-13.csv");

const home = mkdtempSync(path.join(tmpdir(), "sigmasight-bench-"));
chmodSync(home, 0o711); // as root the database runs as another user
const settings = {
  SIGMASIGHT_HOME: home,
  SIGMASIGHT_DEMO: "1",
  SIGMASIGHT_NIGHTLY: "0",
  SIGMASIGHT_REQUESTS_PER_MINUTE: "10000",
};
const server = await serving(settings, "start");
const browser = await launchChromium();
try {
  const sizes = bundleSizes();
  const first = await newVisitor(browser, server.url);
  const setup = /(http\S+\/setup\?token=\S+)/.exec(server.written())?.[1];
  if (setup === undefined) throw new Error(`no set-up link in: ${server.written()}`);
  await makeAccount(first.page, setup, "Ada");
  await first.page
    .getByRole("link", { name: /Balanced demo/ })
    .first()
    .click();
  await chartDrawn(first.page, /Performance/);
  const address = new URL(first.page.url()).pathname;
  const cold: number[] = [];
  // The sign-in's cookie changes with each use, so that it is handed on; nothing else is.
  let cookies = await first.context.cookies();
  await first.context.close();
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const { context, page } = await newVisitor(browser, server.url);
    await context.addCookies(cookies);
    const start = performance.now();
    await page.goto(address, { waitUntil: "commit" });
    await page
      .getByRole("img", { name: /Performance/ })
      .locator("canvas")
      .first()
      .waitFor();
    cold.push((performance.now() - start) / 1000);
    cookies = await context.cookies();
    await context.close();
  }
  const newcomers: number[] = [];
  for (let repeat = 0; repeat < Math.min(REPEATS, 3); repeat++)
    newcomers.push(await newcomer(`New${repeat}`));
  report("web", [
    { goal: "P9", what: "shell, gzip", unit: "kB", values: [sizes.shell / 1000], atMost: 260 },
    {
      goal: "P9",
      what: "largest part loaded later, gzip",
      unit: "kB",
      values: [sizes.largest / 1000],
      atMost: 240,
    },
    {
      goal: "P9",
      what: "overview of 253 sessions drawn, nothing cached",
      unit: "s",
      values: cold,
      atMost: 1.5,
    },
    {
      goal: null,
      what: "a newcomer's upload, from the register page to the chart",
      unit: "s",
      values: newcomers,
      atMost: 10,
    },
  ]);
} finally {
  await browser.close();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
}

/** Registers, uploads the demo's positions and waits for the overview that opens by itself. Seconds. */
async function newcomer(name: string): Promise<number> {
  const { context, page } = await newVisitor(browser, server.url);
  const start = performance.now();
  await makeAccount(page, "/register", name);
  await page.getByRole("main").getByRole("link", { name: "Upload positions" }).first().click();
  await page.getByLabel("Positions file", { exact: true }).setInputFiles(POSITIONS);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.getByRole("button", { name: "Create and calculate" }).click();
  await page.waitForURL(/\/portfolios\/[0-9a-f-]+$/);
  await page
    .getByRole("img", { name: /Performance/ })
    .locator("canvas")
    .first()
    .waitFor();
  const took = (performance.now() - start) / 1000;
  await context.close();
  return took;
}

/** Bytes, gzipped, of all that the page itself names, and of the largest script it does not. */
function bundleSizes(): { readonly shell: number; readonly largest: number } {
  const dist = path.join(ROOT, "web/dist");
  const packed = (file: string) => statSync(path.join(dist, `${file}.gz`)).size;
  const html = readFileSync(path.join(dist, "index.html"), "utf8");
  const shell = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, file]) => file as string);
  const later = readdirSync(path.join(dist, "assets"))
    .map((file) => `assets/${file}`)
    .filter((file) => file.endsWith(".js") && !shell.includes(file));
  return {
    shell: shell.reduce((sum, file) => sum + packed(file), packed("index.html")),
    largest: Math.max(...later.map(packed)),
  };
}
