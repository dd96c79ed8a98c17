// Plain JavaScript: run by `bin/sigmasight` and the tests before the server serves the web app.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

/** What the built app is made of: its own files, the server's code that it imports, and by which names and packages. */
const SOURCES = [
  "web/src",
  "web/public",
  "web/index.html",
  "web/vite.config.ts",
  "src/core",
  "package.json",
  "package-lock.json",
  "scripts/ensure-web.mjs",
];

/** How often, a tenth of a second apart, a build tries to take the place of the one before while others do the same. */
const ATTEMPTS = 50;

/**
 * Builds the web app into `web/dist` where it is not there or its sources have changed. Without its sources, as in an
 * image, what is there is taken. Ends the process with the builder's code when it fails.
 * @param {string} root the project's directory
 * @param {string} node the Node to build with
 */
export function ensureWeb(root, node) {
  if (!existsSync(path.join(root, "web/src"))) return;
  const hash = sourcesHash(root);
  if (isBuilt(root, hash)) return;
  const vite = path.join(root, "node_modules/vite/bin/vite.js");
  if (!existsSync(vite)) {
    console.error("the web app is not built, and what builds it is not installed: run npm ci --include=dev");
    process.exit(1);
  }
  console.error("building the web app (a few seconds)");
  // Apart from what is served, and then put in its place: two programs may start at once.
  const fresh = path.join(root, `web/.build-${process.pid}`);
  // Whatever runs this, a test too: the app is what people use.
  const env = { ...process.env, NODE_ENV: "production" };
  const args = [vite, "build", path.join(root, "web"), "--outDir", fresh, "--logLevel", "warn"];
  const { status, error } = spawnSync(node, args, { cwd: root, env, stdio: ["ignore", 2, 2] });
  if (error !== undefined) console.error(`the web app cannot be built: ${error.message}`);
  if (status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    process.exit(status ?? 1);
  }
  writeFileSync(path.join(fresh, ".sources"), hash);
  putInPlace(root, fresh, hash);
}

/**
 * @param {string} root
 * @param {string} hash
 */
function isBuilt(root, hash) {
  try {
    return readFileSync(path.join(root, "web/dist/.sources"), "utf8") === hash;
  } catch {
    return false;
  }
}

/**
 * Makes the fresh build the one that is served, unless another program has just put the same there.
 * @param {string} root
 * @param {string} fresh
 * @param {string} hash
 */
function putInPlace(root, fresh, hash) {
  const built = path.join(root, "web/dist");
  const old = path.join(root, `web/.old-${process.pid}`);
  try {
    for (let attempt = 1; ; attempt++) {
      if (isBuilt(root, hash)) return;
      try {
        if (existsSync(built)) renameSync(built, old);
        renameSync(fresh, built);
        return;
      } catch (error) {
        // Another program renames too. What was moved away here is out of date, or the same as what comes.
        if (attempt === ATTEMPTS) throw error;
        rmSync(old, { recursive: true, force: true });
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      }
    }
  } finally {
    rmSync(old, { recursive: true, force: true });
    rmSync(fresh, { recursive: true, force: true });
  }
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
