import { readFile } from "node:fs/promises";
import path from "node:path";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { UploadedFile } from "./read-import.ts";

/** A file of this machine as an upload. Throws VALIDATION where it cannot be read. */
export async function readUpload(file: string): Promise<UploadedFile> {
  try {
    return { bytes: await readFile(file), name: path.basename(file) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new SigmaSightError("VALIDATION", `${file} cannot be read: ${problem}`, {
      cause: error,
      hint: "Check the path and that the file may be read.",
    });
  }
}
