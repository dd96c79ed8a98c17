import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";

const ROOT = path.resolve(import.meta.dirname, "../../..");

/** Root needs no sandbox of its own here; the rest keeps Chromium from asking servers of its maker. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
];

/**
 * Starts the Chromium of the npm package. It unpacks itself and the libraries a bare system lacks into the temporary
 * directory and takes what it finds there, so that each of its versions gets a directory.
 */
export async function launchChromium(): Promise<Browser> {
  const manifest = readFileSync(path.join(ROOT, "node_modules/@sparticuz/chromium/package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  const directory = path.join(os.tmpdir(), `sigmasight-chromium-${version}`);
  const fontconfig = path.join(directory, "fontconfig");
  mkdirSync(fontconfig, { recursive: true });
  writeFileSync(path.join(fontconfig, "fonts.conf"), fontsConfiguration(directory));
  // All three are read when the package is loaded.
  process.env.TMPDIR = directory;
  process.env.FONTCONFIG_PATH = fontconfig;
  process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs22.x";
  const { default: packed } = await import("@sparticuz/chromium");
  return chromium.launch({ executablePath: await packed.executablePath(), args: ARGUMENTS, headless: true });
}

/** The package's own looks for its fonts in `/tmp` only, and without any font Chromium ends. */
function fontsConfiguration(directory: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${directory}/fonts</dir>
  <cachedir>${directory}/fonts-cache</cachedir>
</fontconfig>
`;
}
