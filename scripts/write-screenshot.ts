import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { launchChromium } from "../test/browser/support/chromium.ts";
import { chartDrawn, makeAccount, newVisitor } from "../test/browser/support/visitor.ts";
import { serving } from "../test/cli/program.ts";

// `npm run docs:screenshot`: the demo's overview as a new administrator sees it, for README.md.

const FILE = path.resolve(import.meta.dirname, "../docs/images/overview.png");
const SIZE = { width: 1440, height: 1000 };

const home = mkdtempSync(path.join(os.tmpdir(), "sigmasight-screenshot-"));
chmodSync(home, 0o711); // as root the database runs as another user
const server = await serving(
  { SIGMASIGHT_HOME: home, SIGMASIGHT_DEMO: "1", SIGMASIGHT_NIGHTLY: "0" },
  "start",
);
const browser = await launchChromium();
try {
  const { page } = await newVisitor(browser, server.url, SIZE);
  const setup = /(http\S+\/setup\?token=\S+)/.exec(server.written())?.[1];
  if (setup === undefined) throw new Error(`no set-up link in: ${server.written()}`);
  await makeAccount(page, setup, "Ada");
  await page
    .getByRole("link", { name: /Balanced demo/ })
    .first()
    .click();
  await chartDrawn(page, /Net asset value|NAV/);
  mkdirSync(path.dirname(FILE), { recursive: true });
  await page.screenshot({ path: FILE });
  console.log(FILE);
} finally {
  await browser.close();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
}
