import { createHash, type Hash } from "node:crypto";
import type { ARCHIVE_FORMAT, ArchiveRecord, SectionName } from "#core/archive/archive-format.ts";

// The lines of an export, JSON each: a head; for each section its name, its records, and a line with their number and
// the SHA-256 of their bytes; at the end the number of all and the SHA-256 of every byte before. The hashes find damage
// and edits; they are no signature: whoever may change the file may also hash it anew.

/** What the first line says. */
export interface ArchiveHead {
  readonly sigmasight_export: typeof ARCHIVE_FORMAT;
  /** Version of the program and of the schema that made it. */
  readonly program: string;
  readonly schema_version: number;
  readonly exported_at: string;
  readonly market: "real" | "synthetic";
  /** `installation`, `user` or `portfolio`. */
  readonly scope: string;
}

export interface SectionEnd {
  readonly end: SectionName;
  readonly count: number;
  readonly sha256: string;
}

export interface ArchiveEnd {
  readonly end: "export";
  readonly records: number;
  readonly sha256: string;
}

/** Writes lines and keeps the hashes of what it wrote. */
export class ArchiveHasher {
  readonly #whole: Hash = createHash("sha256");
  #section: Hash = createHash("sha256");
  #count = 0;
  #total = 0;

  /** A line that is no record. */
  line(value: object): string {
    const text = `${JSON.stringify(value)}\n`;
    this.#whole.update(text);
    return text;
  }

  begin(section: SectionName): string {
    this.#section = createHash("sha256");
    this.#count = 0;
    return this.line({ section });
  }

  record(record: ArchiveRecord): string {
    const text = `${JSON.stringify(record)}\n`;
    this.#whole.update(text);
    this.#section.update(text);
    this.#count++;
    this.#total++;
    return text;
  }

  end(section: SectionName): string {
    return this.line({
      end: section,
      count: this.#count,
      sha256: this.#section.digest("hex"),
    } satisfies SectionEnd);
  }

  /** The last line. */
  close(): string {
    const sha256 = this.#whole.digest("hex");
    return `${JSON.stringify({ end: "export", records: this.#total, sha256 } satisfies ArchiveEnd)}\n`;
  }
}
