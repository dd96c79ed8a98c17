import type { FastifyRequest } from "fastify";
import type { UploadedFile } from "#app/read-import.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";

export interface ReadForm {
  /** Text fields by name; of a field given twice the last counts. */
  readonly fields: Readonly<Record<string, string>>;
  /** The file of `csv_file`, one byte more than allowed where it was cut off. */
  readonly file: UploadedFile | null;
}

const FILE_FIELD = "csv_file";

/** How often, and how many times in a row, a form is found standing still before it is given up. */
const STALL_CHECK_MS = 200;
const STALL_CHECKS = 4;

/**
 * Reads a multipart form with its file in memory; the plugin's limits bound both. Errors: UNSUPPORTED_MEDIA_TYPE,
 * MALFORMED_REQUEST where it is broken, PAYLOAD_TOO_LARGE where a field does not fit.
 */
export async function readForm(request: FastifyRequest): Promise<ReadForm> {
  if (!request.isMultipart())
    throw new SigmaSightError("UNSUPPORTED_MEDIA_TYPE", "multipart/form-data is expected");
  const stall = watchStall(request);
  try {
    return await Promise.race([readParts(request), stall.found]);
  } catch (error) {
    // The plugin's own errors have a status; those of the parser below it, which tell of a broken form, have none.
    if (error instanceof SigmaSightError || (error instanceof Error && "statusCode" in error)) throw error;
    throw new SigmaSightError("MALFORMED_REQUEST", "the form is broken or not complete", { cause: error });
  } finally {
    stall.end();
  }
}

/**
 * The parser stops for ever at a long part that does not say what it is: all bytes are there, and nothing comes of them.
 * `found` rejects when that happens; who sends slowly is waited for.
 */
function watchStall({ raw }: FastifyRequest): { readonly found: Promise<never>; end(): void } {
  const { promise: found, reject } = Promise.withResolvers<never>();
  let before = -1;
  let checks = 0;
  const timer = setInterval(() => {
    const waiting = raw.readableLength;
    const isFed = waiting > 0 || raw.isPaused() || raw.readableEnded || raw.complete;
    checks = isFed && waiting === before ? checks + 1 : 0;
    before = waiting;
    if (checks >= STALL_CHECKS) reject(new Error("the form's parser takes nothing any more"));
  }, STALL_CHECK_MS);
  return { found, end: () => clearInterval(timer) };
}

async function readParts(request: FastifyRequest): Promise<ReadForm> {
  const fields: Record<string, string> = Object.create(null);
  let file: UploadedFile | null = null;
  for await (const part of request.parts()) {
    if (part.type === "file") {
      const bytes = await part.toBuffer();
      if (part.fieldname === FILE_FIELD) file = { bytes, name: part.filename };
      continue;
    }
    if (part.fieldnameTruncated || part.valueTruncated)
      throw new SigmaSightError("PAYLOAD_TOO_LARGE", "a field of the form is too long");
    if (typeof part.value !== "string")
      throw new SigmaSightError("MALFORMED_REQUEST", "fields are sent as text, not as application/json");
    fields[part.fieldname] = part.value;
  }
  return { fields, file };
}
