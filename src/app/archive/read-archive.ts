import { createHash } from "node:crypto";
import {
  ARCHIVE_FORMAT,
  ARCHIVE_SECTIONS,
  type ArchiveRecord,
  type ArchiveSection,
  recordProblem,
  type SectionName,
} from "#core/archive/archive-format.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { ArchiveEnd, ArchiveHead, SectionEnd } from "./archive-lines.ts";

/** Longest line there is; a positions file has none near it. */
const LONGEST_LINE = 1024 * 1024;
const RECORDS_AT_ONCE = 500;

export interface ArchiveSummary {
  readonly head: ArchiveHead;
  readonly records: number;
}

/**
 * Reads an export from its bytes, in order, and hands its records over in pages. Every line, every count and every hash
 * is checked; what was handed over counts only when this returns. Errors: ARCHIVE_INVALID with the line.
 */
export async function readArchive(
  bytes: AsyncIterable<Buffer>,
  options: {
    /** Newest schema this program knows. */
    readonly schemaVersion: number;
    readonly onRecords: (section: SectionName, records: readonly ArchiveRecord[]) => Promise<void>;
  },
): Promise<ArchiveSummary> {
  const whole = createHash("sha256");
  let section: { readonly of: ArchiveSection; readonly hash: ReturnType<typeof createHash> } | null = null;
  let head: ArchiveHead | null = null;
  let end: ArchiveEnd | null = null;
  let next = 0;
  let records = 0;
  let inSection = 0;
  let number = 0;
  let page: ArchiveRecord[] = [];
  const invalid = (problem: string) => new SigmaSightError("ARCHIVE_INVALID", `line ${number}: ${problem}`);
  const flush = async () => {
    if (section !== null && page.length > 0) await options.onRecords(section.of.name, page);
    page = [];
  };
  for await (const line of linesOf(bytes, invalid)) {
    number++;
    if (end !== null) throw invalid("something follows the end of the export");
    const value = parse(line, invalid);
    if (head === null) {
      head = checkHead(value, options.schemaVersion, invalid);
    } else if (section !== null && isEndOf(section.of.name, value)) {
      await flush();
      const { count, sha256 } = value as unknown as SectionEnd;
      const name = section.of.name;
      if (count !== inSection)
        throw invalid(`${name} has ${inSection} records, ${count} were written: lines are lost or added`);
      if (sha256 !== section.hash.digest("hex")) throw invalid(`${name} was changed after it was written`);
      section = null;
    } else if (section !== null) {
      const problem = recordProblem(section.of, value);
      if (problem !== null) throw invalid(`${section.of.name}: ${problem}`);
      section.hash.update(line).update("\n");
      records++;
      inSection++;
      page.push(value as ArchiveRecord);
      if (page.length >= RECORDS_AT_ONCE) await flush();
    } else if (next < ARCHIVE_SECTIONS.length) {
      const expected = ARCHIVE_SECTIONS[next++] as ArchiveSection;
      if (value.section !== expected.name) throw invalid(`the section ${expected.name} is needed here`);
      section = { of: expected, hash: createHash("sha256") };
      inSection = 0;
    } else {
      if (value.end !== "export") throw invalid("the end of the export is needed here");
      end = value as unknown as ArchiveEnd;
      if (end.records !== records) throw invalid(`${records} records, ${end.records} were written`);
      if (end.sha256 !== whole.digest("hex")) throw invalid("the export was changed after it was written");
      continue; // its own bytes are in no hash
    }
    whole.update(line).update("\n");
  }
  if (head === null) throw new SigmaSightError("ARCHIVE_INVALID", "the file is empty");
  if (end === null)
    throw new SigmaSightError(
      "ARCHIVE_INVALID",
      `the file ends after line ${number}, before its end: it is cut off`,
    );
  return { head, records };
}

type Invalid = (problem: string) => SigmaSightError;
type Line = Readonly<Record<string, unknown>>;

/** Lines without their ends; the last one has one too, or something is lost. */
async function* linesOf(bytes: AsyncIterable<Buffer>, invalid: Invalid): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    let start = 0;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, start)) {
      yield rest.length === 0 ? chunk.subarray(start, at) : Buffer.concat([rest, chunk.subarray(start, at)]);
      rest = Buffer.alloc(0);
      start = at + 1;
    }
    rest = Buffer.concat([rest, chunk.subarray(start)]);
    if (rest.length > LONGEST_LINE) throw invalid("a line is too long: this is no export of SigmaSight");
  }
  if (rest.length > 0) throw invalid("the last line has no end: the file is cut off");
}

function parse(line: Buffer, invalid: Invalid): Line {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(line));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Line;
  } catch {
    // Said below, whatever is wrong with it.
  }
  throw invalid("this is no line of an export");
}

function checkHead(value: Line, schemaVersion: number, invalid: Invalid): ArchiveHead {
  const { sigmasight_export: format, schema_version: schema, market } = value;
  if (typeof format !== "number") throw invalid("this is no export of SigmaSight");
  if (format !== ARCHIVE_FORMAT)
    throw invalid(`the export has format ${format}, this program reads ${ARCHIVE_FORMAT}`);
  if (typeof schema !== "number" || schema > schemaVersion)
    throw invalid(
      `the export was made with schema ${String(schema)}, this program knows ${schemaVersion}: install that version or a later one`,
    );
  if (market !== "real" && market !== "synthetic") throw invalid("the export does not say its market");
  return value as unknown as ArchiveHead;
}

/** A section's own records have no field `end`. */
function isEndOf(name: SectionName, value: Line): boolean {
  return value.end === name && "sha256" in value;
}
