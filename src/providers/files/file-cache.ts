import { type FileHandle, open, readFile, stat } from "node:fs/promises";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";

/** Parsed files kept in memory, the least recently used one given up first. */
const KEPT_FILES = 64;

/** Characters that hold any price file's header. */
const HEADER_BYTES = 4096;

interface Kept<T> {
  readonly version: string;
  readonly value: Promise<T>;
}

/**
 * Remembers what was made of a file until the file changes (by modification time and size). Two callers at once
 * share one reading; a reading that failed is not remembered.
 */
export class FileCache<T> {
  readonly #make: (path: string) => Promise<T>;
  readonly #kept = new Map<string, Kept<T>>();
  readonly #capacity: number;

  constructor(make: (path: string) => Promise<T>, capacity = KEPT_FILES) {
    this.#make = make;
    this.#capacity = capacity;
  }

  async get(path: string): Promise<T> {
    const version = await fileVersion(path);
    let kept = this.#kept.get(path);
    if (kept?.version !== version) kept = { version, value: this.#make(path) };
    this.#kept.delete(path);
    this.#kept.set(path, kept);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#capacity) break;
      this.#kept.delete(oldest);
    }
    try {
      return await kept.value;
    } catch (error) {
      if (this.#kept.get(path) === kept) this.#kept.delete(path);
      throw error;
    }
  }
}

/** Whole text of a file. Throws PROVIDER_UNAVAILABLE where it cannot be read. */
export async function readText(path: string): Promise<string> {
  return unavailable(path, () => readFile(path, "utf8"));
}

/** The complete lines at the start of a file, as far as its header can reach. */
export async function readStart(path: string): Promise<string> {
  return unavailable(path, async () => {
    const file: FileHandle = await open(path, "r");
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
      const text = buffer.toString("utf8", 0, bytesRead);
      return bytesRead < HEADER_BYTES ? text : text.slice(0, text.lastIndexOf("\n") + 1);
    } finally {
      await file.close();
    }
  });
}

/** Changes whenever a file, or the list of a directory's entries, does. */
export async function fileVersion(path: string): Promise<string> {
  const { mtimeMs, size } = await unavailable(path, () => stat(path));
  return `${mtimeMs}:${size}`;
}

export async function unavailable<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new SigmaSightError("PROVIDER_UNAVAILABLE", `cannot read ${path}`, {
      cause: error,
      hint: "Check that SIGMASIGHT_PRICES_DIR exists and may be read.",
    });
  }
}
