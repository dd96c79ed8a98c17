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

/** Reads a multipart form with its file in memory; the plugin's limits bound both. Errors: UNSUPPORTED_MEDIA_TYPE. */
export async function readForm(request: FastifyRequest): Promise<ReadForm> {
  if (!request.isMultipart())
    throw new SigmaSightError("UNSUPPORTED_MEDIA_TYPE", "multipart/form-data is expected");
  const fields: Record<string, string> = Object.create(null);
  let file: UploadedFile | null = null;
  for await (const part of request.parts()) {
    if (part.type === "file") {
      const bytes = await part.toBuffer();
      if (part.fieldname === FILE_FIELD) file = { bytes, name: part.filename };
    } else if (typeof part.value === "string") fields[part.fieldname] = part.value;
  }
  return { fields, file };
}
