import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";

export interface MigrationFile {
  readonly version: number;
  /** File name without the extension, `0001_create_accounts`. */
  readonly name: string;
  readonly sql: string;
  /** Of the text with LF line ends, so that a checkout with other line ends is the same file. */
  readonly sha256: string;
}

const FILE_NAME = /^(\d{4})_[a-z0-9_]+\.sql$/;

/** The repository's own migrations. */
export const MIGRATIONS_DIRECTORY = path.resolve(import.meta.dirname, "../../migrations");

/** Reads `NNNN_verb_object.sql` in order of version. Errors: MIGRATION_FAILED for a wrong name or a version used twice. */
export async function readMigrationFiles(directory: string): Promise<readonly MigrationFile[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".sql")).sort();
  const files: MigrationFile[] = [];
  for (const fileName of names) {
    const version = Number(FILE_NAME.exec(fileName)?.[1] ?? Number.NaN);
    if (Number.isNaN(version)) {
      throw new SigmaSightError("MIGRATION_FAILED", `${fileName} is not named NNNN_verb_object.sql`);
    }
    if (files.at(-1)?.version === version) {
      throw new SigmaSightError("MIGRATION_FAILED", `version ${version} is used by two files`);
    }
    const sql = (await readFile(path.join(directory, fileName), "utf8")).replaceAll("\r\n", "\n");
    const sha256 = createHash("sha256").update(sql).digest("hex");
    files.push({ version, name: fileName.slice(0, -".sql".length), sql, sha256 });
  }
  return files;
}
