// Plain JavaScript: runs on whatever Node the machine has, before anything is installed. Hook of `npm start` and `npm test`.
import { spawnSync } from "node:child_process";
import { existsSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Why the dependencies must be installed, undefined when they are up to date. npm writes its marker at the end of an install, so
 * an interrupted one counts as none.
 * @param {string} root the project's directory
 * @returns {string | undefined}
 */
export function reasonToInstall(root) {
  const marker = path.join(root, "node_modules", ".package-lock.json");
  if (!existsSync(marker)) return "dependencies are not installed";
  const changed = statSync(path.join(root, "package-lock.json")).mtimeMs > statSync(marker).mtimeMs;
  return changed ? "package-lock.json has changed since the last install" : undefined;
}

/**
 * Runs `npm ci` when it is needed; what it prints goes to standard error, as standard output may be piped. Ends the process
 * with npm's code when it fails.
 * @param {string} root
 */
export function ensureInstalled(root) {
  const reason = reasonToInstall(root);
  if (reason === undefined) return;
  console.error(`${reason}: running npm ci (about 10 seconds and 500 MB)`);
  const npm = process.env.npm_execpath;
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund"];
  const options = { cwd: root, stdio: ["ignore", 2, 2] };
  const { status, error } =
    npm?.endsWith(".js") === true
      ? spawnSync(process.execPath, [npm, ...args], options)
      : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
  if (error !== undefined) console.error(`npm cannot be run: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

const self = fileURLToPath(import.meta.url);
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === self) {
  ensureInstalled(path.resolve(path.dirname(self), ".."));
}
