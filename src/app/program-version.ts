import { readFileSync } from "node:fs";
import path from "node:path";

const PACKAGE = path.resolve(import.meta.dirname, "../../package.json");

let version: string | null = null;

/** The program's version, as package.json says. */
export function programVersion(): string {
  version ??= (JSON.parse(readFileSync(PACKAGE, "utf8")) as { readonly version: string }).version;
  return version;
}
