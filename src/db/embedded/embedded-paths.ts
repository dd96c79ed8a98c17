import { chmodSync, existsSync, mkdirSync } from "node:fs";
import path from "node:path";

/** Everything the embedded database keeps, under `<home>/postgres`. */
export interface EmbeddedPaths {
  readonly root: string;
  /** PGDATA; belongs to the user the server runs as. */
  readonly data: string;
  readonly postmasterPid: string;
  /** The superuser's password, readable by its owner alone. */
  readonly password: string;
  /** The port of the last start; the next start takes it again when it is free. */
  readonly port: string;
  readonly log: string;
  /** Held while a program starts or stops the server. */
  readonly startLock: string;
  /** One locked file per program that uses the server. */
  readonly users: string;
  /** Links to libraries, made only where the package's own directory is read-only. */
  readonly libraryLinks: string;
}

export function embeddedPaths(homeDir: string): EmbeddedPaths {
  const root = path.resolve(homeDir, "postgres");
  const data = path.join(root, "data");
  return {
    root,
    data,
    postmasterPid: path.join(data, "postmaster.pid"),
    password: path.join(root, "password"),
    port: path.join(root, "port"),
    log: path.join(root, "server.log"),
    startLock: path.join(root, "start.lock"),
    users: path.join(root, "users"),
    libraryLinks: path.join(root, "lib"),
  };
}

/** Others may enter the root, as the server may run as another user, but see nothing: each file has its own mode. */
export function makeDirectories(paths: EmbeddedPaths): void {
  if (!existsSync(paths.root)) {
    mkdirSync(paths.root, { recursive: true });
    chmodSync(paths.root, 0o711);
  }
  mkdirSync(paths.users, { recursive: true, mode: 0o700 });
}
