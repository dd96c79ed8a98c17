// Plain JavaScript: run by `bin/sigmasight` and the tests before the server serves the web app.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

/** What the built app is made of. */
const SOURCES = ["web/src", "web/public", "web/index.html", "web/vite.config.ts", "package-lock.json"];

/**
 * Builds the web app into `web/dist` where it is not there or its sources have changed. Without its sources, as in an
 * image, what is there is taken. Ends the process with the builder's code when it fails.
 * @param {string} root the project's directory
 * @param {string} node the Node to build with
 */
export function ensureWeb(root, node) {
  if (!existsSync(path.join(root, "web/src"))) return;
  const built = path.join(root, "web/dist");
  const stamp = path.join(built, ".sources");
  const hash = sourcesHash(root);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  const vite = path.join(root, "node_modules/vite/bin/vite.js");
  if (!existsSync(vite)) {
    console.error("the web app is not built, and what builds it is not installed: run npm ci --include=dev");
    process.exit(1);
  }
  console.error("building the web app (a few seconds)");
  // Apart from what is served, and then put in its place: two programs may start at once.
  const fresh = path.join(root, `web/.build-${process.pid}`);
  const args = [vite, "build", path.join(root, "web"), "--outDir", fresh, "--logLevel", "warn"];
  const { status, error } = spawnSync(node, args, { cwd: root, stdio: ["ignore", 2, 2] });
  if (error !== undefined) console.error(`the web app cannot be built: ${error.message}`);
  if (status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    process.exit(status ?? 1);
  }
  writeFileSync(path.join(fresh, ".sources"), hash);
  const old = path.join(root, `web/.old-${process.pid}`);
  if (existsSync(built)) renameSync(built, old);
  renameSync(fresh, built);
  rmSync(old, { recursive: true, force: true });
}

/** @param {string} root */
function sourcesHash(root) {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap((name) => filesOf(root, name)).sort()) {
    hash.update(`${file}\0`);
    hash.update(readFileSync(path.join(root, file)));
  }
  return hash.digest("hex");
}

/**
 * @param {string} root
 * @param {string} name
 * @returns {string[]}
 */
function filesOf(root, name) {
  if (statSync(path.join(root, name)).isFile()) return [name];
  const isSource = (/** @type {string} */ file) =>
    !/\.test\.tsx?$/.test(file) && statSync(path.join(root, file)).isFile();
  return readdirSync(path.join(root, name), { recursive: true })
    .map((entry) => `${name}/${String(entry).replaceAll("\\", "/")}`)
    .filter(isSource);
}
