import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";

/** As whom the server runs: PostgreSQL refuses root. */
export type ServerIdentity =
  | { readonly kind: "self" }
  | { readonly kind: "user"; readonly uid: number; readonly gid: number }
  /** A user namespace in which root is `nobody`: its files stay root's, so it may go where only root may. */
  | { readonly kind: "namespace" };

const NOBODY = 65_534;

/**
 * Chooses the identity. An existing data directory decides by its owner. Otherwise root becomes `postgres`, else `nobody`, if
 * that user can reach the program and the data, else stays root inside a user namespace.
 */
export function chooseIdentity(dataDir: string, binaries: string): ServerIdentity {
  const self = process.getuid?.();
  if (self === undefined) return { kind: "self" }; // Windows
  const owner = existsSync(dataDir) ? statSync(dataDir) : undefined;
  if (self !== 0) {
    if (owner !== undefined && owner.uid !== self) throw foreignOwner(dataDir, owner.uid);
    return { kind: "self" };
  }
  if (owner !== undefined) {
    return owner.uid === 0 ? { kind: "namespace" } : { kind: "user", uid: owner.uid, gid: owner.gid };
  }
  const user = findUser("postgres") ?? findUser("nobody");
  if (user === undefined) return { kind: "namespace" };
  const reaches = [binaries, path.dirname(dataDir)].every((place) => canReach(place, user));
  return reaches ? { kind: "user", ...user } : { kind: "namespace" };
}

/** The command that runs `file` as this identity, and the options to spawn it with. */
export function commandAs(
  identity: ServerIdentity,
  file: string,
  args: readonly string[],
): {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: { uid?: number; gid?: number };
} {
  switch (identity.kind) {
    case "self":
      return { file, args, options: {} };
    case "user":
      return { file, args, options: { uid: identity.uid, gid: identity.gid } };
    case "namespace":
      return {
        file: "unshare",
        args: ["-U", `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, file, ...args],
        options: {},
      };
  }
}

/** Whether every directory above `place` lets the user in, by owner, group and mode (lists of rights are not looked at). */
export function canReach(place: string, user: { readonly uid: number; readonly gid: number }): boolean {
  for (let directory = path.resolve(place); ; directory = path.dirname(directory)) {
    const { uid, gid, mode } = statSync(directory);
    const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
    if (((mode >> shift) & 1) === 0) return false;
    if (directory === path.dirname(directory)) return true;
  }
}

function findUser(name: string): { readonly uid: number; readonly gid: number } | undefined {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

function foreignOwner(dataDir: string, uid: number): SigmaSightError {
  return new SigmaSightError("EMBEDDED_DATABASE", `${dataDir} belongs to user id ${uid}`, {
    hint: "Start as the user who made it, or choose another SIGMASIGHT_HOME.",
  });
}
