import { existsSync } from "node:fs";
import path from "node:path";

const SHARED = path.resolve(import.meta.dirname, "../../../shared");

/** Whether the reference data beside the project is there; tests that need it are skipped where it is not. */
export const hasSharedData = existsSync(path.join(SHARED, "oracle", "README.md"));

/** Absolute path inside the reference data beside the project. */
export function sharedPath(...parts: readonly string[]): string {
  return path.join(SHARED, ...parts);
}
