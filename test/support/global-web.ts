import { spawnSync } from "node:child_process";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** The web app, built once for the run where its sources have changed. */
export function setup(): void {
  const { status } = spawnSync(process.execPath, ["scripts/build-web.mjs"], { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) throw new Error("the web app could not be built");
}
