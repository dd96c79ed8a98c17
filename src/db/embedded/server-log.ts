import { closeSync, existsSync, openSync, readSync, renameSync, statSync } from "node:fs";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";

const ROTATE_BYTES = 10 * 1024 * 1024;
const TAIL_BYTES = 4_000;

/** Opens the server's log for appending; a large one moves to `….1` first. Returns the descriptor and where this start begins. */
export function openServerLog(file: string): { readonly descriptor: number; readonly offset: number } {
  if (existsSync(file) && statSync(file).size > ROTATE_BYTES) renameSync(file, `${file}.1`);
  const descriptor = openSync(file, "a", 0o600);
  return { descriptor, offset: statSync(file).size };
}

/** The last lines written at or after `offset`. */
export function logTail(file: string, offset: number): string {
  if (!existsSync(file)) return "";
  const size = statSync(file).size;
  const start = Math.max(offset, size - TAIL_BYTES);
  const buffer = Buffer.alloc(Math.max(0, size - start));
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, buffer, 0, buffer.length, start);
  } finally {
    closeSync(descriptor);
  }
  return buffer.toString("utf8").trim();
}

/** A failure of the server with what it said last. */
export function serverFailure(
  message: string,
  file: string,
  offset: number,
  cause?: unknown,
): SigmaSightError {
  const tail = logTail(file, offset);
  return new SigmaSightError("EMBEDDED_DATABASE", tail === "" ? message : `${message}\n${tail}`, {
    cause,
    hint: `The server's log is ${file}.`,
  });
}
