import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import type { EmbeddedPaths } from "./embedded-paths.ts";
import type { ServerBinaries } from "./server-binaries.ts";
import { serverEnvironment } from "./server-environment.ts";
import { commandAs, type ServerIdentity } from "./server-identity.ts";
import { openServerLog, serverFailure } from "./server-log.ts";

export const SUPERUSER = "sigmasight";
const UNFINISHED = "data.new";

/**
 * Makes the data directory and the superuser's password if they are not there. Everything is made under another name and renamed at
 * the end, so that a killed first start leaves nothing that looks like a database. Errors: EMBEDDED_DATABASE.
 */
export async function ensureData(
  paths: EmbeddedPaths,
  binaries: ServerBinaries,
  identity: ServerIdentity,
  libraryEnvironment: Record<string, string>,
): Promise<void> {
  if (existsSync(path.join(paths.data, "PG_VERSION"))) return;
  for (const name of readdirSync(paths.root)) {
    if (name.startsWith(UNFINISHED)) rmSync(path.join(paths.root, name), { recursive: true, force: true });
  }
  const data = path.join(paths.root, UNFINISHED);
  const passwordFile = path.join(paths.root, `${UNFINISHED}.password`);
  const password = randomBytes(24).toString("hex");
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (identity.kind === "user") {
    for (const place of [data, passwordFile]) chownSync(place, identity.uid, identity.gid);
  }
  await runInitdb(paths, binaries, identity, libraryEnvironment, data, passwordFile);
  rmSync(passwordFile);
  writeFileSync(paths.password, `${password}\n`, { mode: 0o600 });
  chmodSync(paths.password, 0o600);
  if (existsSync(paths.data)) rmSync(paths.data, { recursive: true }); // without PG_VERSION it is no database
  renameSync(data, paths.data);
}

export function readPassword(paths: EmbeddedPaths): string {
  return readFileSync(paths.password, "utf8").trim();
}

/** `C` for the operating system's part of the locale, which every system has; PostgreSQL's own C.UTF-8 does the work. */
async function runInitdb(
  paths: EmbeddedPaths,
  binaries: ServerBinaries,
  identity: ServerIdentity,
  libraryEnvironment: Record<string, string>,
  data: string,
  passwordFile: string,
): Promise<void> {
  const command = commandAs(identity, binaries.initdb, [
    `--pgdata=${data}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--data-checksums",
    "--no-instructions",
  ]);
  const log = openServerLog(paths.log);
  const child = spawn(command.file, command.args, {
    ...command.options,
    cwd: paths.root,
    env: serverEnvironment(libraryEnvironment),
    stdio: ["ignore", log.descriptor, log.descriptor],
  });
  const [code] = (await once(child, "exit").catch((error: unknown) => {
    throw serverFailure(`initdb cannot be run: ${String(error)}`, paths.log, log.offset, error);
  })) as [number | null];
  closeSync(log.descriptor);
  if (code === 0) return;
  const where =
    identity.kind === "namespace"
      ? "; it ran in a user namespace because only root can enter the program's or the data's directory"
      : "";
  throw serverFailure(`initdb ended with ${code ?? "a signal"}${where}`, paths.log, log.offset);
}
