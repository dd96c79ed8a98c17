import fc from "fast-check";
import { ArchiveHasher } from "#app/archive/archive-lines.ts";
import { readArchive } from "#app/archive/read-archive.ts";
import {
  ARCHIVE_FORMAT,
  ARCHIVE_SECTIONS,
  type ArchiveField,
  type ArchiveRecord,
} from "#core/archive/archive-format.ts";
import { isSigmaSightError } from "#core/errors/sigmasight-error.ts";
import { type FuzzedParser, mustHold } from "../fuzzed-parser.ts";
import { DATES, encoded, longText, mutated, NUMBERS, nastyText } from "../nasty-text.ts";

const SCHEMA_VERSION = 7;

function fieldValue({ kind, optional }: ArchiveField): fc.Arbitrary<string | number | boolean | null> {
  const good = {
    uuid: fc.constant("00000000-0000-4000-8000-000000000001"),
    text: fc.oneof(
      nastyText.map((text) => text.replaceAll("\0", "").toWellFormed()),
      longText(300).map(() => "x"),
    ),
    decimal: fc.constantFrom("1", "-2.50"),
    integer: fc.nat(),
    boolean: fc.boolean(),
    date: fc.constantFrom("2025-01-06", "2024-02-29"),
    instant: fc.constant("2026-01-08T22:00:00.000001Z"),
  }[kind] as fc.Arbitrary<string | number | boolean>;
  const wrong = fc.constantFrom<string | number | boolean | null>(
    ...NUMBERS,
    ...DATES,
    -1,
    1.5,
    true,
    null,
    "\0",
  );
  return fc.oneof(
    { weight: 400, arbitrary: optional ? fc.oneof(good, fc.constant(null)) : good },
    { weight: 1, arbitrary: wrong },
  );
}

const recordsOf = ARCHIVE_SECTIONS.map(({ fields }) =>
  fc.array(fc.record(Object.fromEntries(fields.map((field) => [field.name, fieldValue(field)]))), {
    maxLength: 2,
  }),
);

/** An export as it is written, of records that need not suit each other. */
const whole = fc.tuple(...recordsOf).map((sections) => {
  const hasher = new ArchiveHasher();
  const lines = [
    hasher.line({
      sigmasight_export: ARCHIVE_FORMAT,
      program: "0",
      schema_version: SCHEMA_VERSION,
      exported_at: "2026-01-08T22:00:00Z",
      market: "synthetic",
      scope: "installation",
    }),
  ];
  for (const [index, { name }] of ARCHIVE_SECTIONS.entries()) {
    lines.push(hasher.begin(name));
    for (const record of sections[index] as readonly ArchiveRecord[]) lines.push(hasher.record(record));
    lines.push(hasher.end(name));
  }
  return [...lines, hasher.close()].join("");
});

interface ArchiveInput {
  readonly bytes: Uint8Array;
  readonly chunk: number;
}

export const archives: FuzzedParser<ArchiveInput> = {
  name: "exports",
  repeatable: true,
  limitMs: 1000,
  clock: "thread",
  inputs: fc.record({
    bytes: fc.oneof(
      { weight: 3, arbitrary: whole.map((text) => Buffer.from(text)) },
      { weight: 3, arbitrary: encoded(mutated(whole)) },
      { weight: 1, arbitrary: encoded(fc.oneof(nastyText, longText(80_000), fc.json())) },
    ),
    chunk: fc.constantFrom(64, 4096, 1_000_000),
  }),
  async read({ bytes, chunk }) {
    let records = 0;
    try {
      const summary = await readArchive(chunks(bytes, chunk), {
        schemaVersion: SCHEMA_VERSION,
        onRecords: async (_, page) => {
          records += page.length;
        },
      });
      mustHold("every record is handed over", summary.records === records, () => [summary.records, records]);
      return { outcome: "accepted", digest: String(records) };
    } catch (error) {
      if (!isSigmaSightError(error, "ARCHIVE_INVALID")) throw error;
      return { outcome: [error.code], digest: error.message };
    }
  },
};

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size));
}
