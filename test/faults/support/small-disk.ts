import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** A disk of its own that a test can fill. Only a superuser of Linux may mount one. */
export interface SmallDisk {
  readonly directory: string;
  /** Takes every free byte. */
  fill(): void;
  /** Gives back what was taken. */
  free(): void;
  remove(): void;
}

const BLOCK_BYTES = 1024 * 1024;

/** Null where this process may not mount. */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const directory = mkdtempSync(path.join(os.tmpdir(), "sigmasight-disk-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", directory]);
  if (mounted.status !== 0) {
    rmdirSync(directory);
    return null;
  }
  chmodSync(directory, 0o711); // as root the server runs as another user
  const filler = path.join(directory, "filler");
  return {
    directory,
    fill() {
      for (let bytes = BLOCK_BYTES; bytes >= 1; bytes = Math.floor(bytes / 4))
        append(filler, bytes, directory);
    },
    free: () => rmSync(filler, { force: true }),
    remove() {
      spawnSync("umount", ["--lazy", directory]);
      rmdirSync(directory);
    },
  };
}

/** Appends blocks of this size until none fits. */
function append(file: string, bytes: number, directory: string): void {
  const block = new Uint8Array(bytes);
  try {
    for (;;) {
      if (statfsSync(directory).bavail === 0) return;
      writeFileSync(file, block, { flag: "a" });
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  }
}
