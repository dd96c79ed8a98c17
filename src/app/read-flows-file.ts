import { isPlainDate } from "#core/dates/plain-date.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { CapitalFlow } from "#core/instruments/position.ts";
import { parseDecimal, signOf } from "#core/money/decimal.ts";
import { decodeCsv } from "./decode-csv.ts";
import { MAX_ROWS, readCsvRows } from "./read-csv-rows.ts";
import type { UploadedFile } from "./read-import.ts";
import { readUpload } from "./read-upload.ts";

/** Characters of an amount: more are no amount. */
const MAX_AMOUNT_LENGTH = 100;
/** Wrong lines that are told; nobody corrects more at once. */
const MAX_TOLD = 1000;
const FOUND_LENGTH = 200;

/**
 * External money from a CSV file `date,amount` (header first; USD, positive in, negative out). Ids are the lines.
 * Throws VALIDATION with every wrong line at once.
 */
export async function readFlowsFile(file: string): Promise<readonly CapitalFlow[]> {
  return parseFlows(await readUpload(file));
}

/** The same from the content of a file. */
export function parseFlows({ bytes, name }: UploadedFile): readonly CapitalFlow[] {
  const decoded = decodeCsv(bytes);
  if ("problem" in decoded)
    throw new SigmaSightError("VALIDATION", `${name}:${decoded.line ?? 1}: ${decoded.problem}`);
  const { rows, broken, tooManyAt } = readCsvRows(decoded.text);
  const problems = broken.map(({ line, problem }) => `${name}:${line}: ${problem}`);
  if (tooManyAt !== null) problems.push(`${name}:${tooManyAt}: more than ${MAX_ROWS} rows`);
  const [header, ...data] = rows;
  const names = header?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const [dateAt, amountAt] = [names.indexOf("date"), names.indexOf("amount")];
  if (dateAt < 0 || amountAt < 0)
    problems.push(`${name}:${header?.line ?? 1}: the columns date and amount are needed`);
  const flows: CapitalFlow[] = [];
  for (const { line, cells } of problems.length === 0 ? data : []) {
    const date = cells[dateAt]?.trim() ?? "";
    const written = cells[amountAt]?.trim() ?? "";
    const amount = written.length > MAX_AMOUNT_LENGTH ? null : parseDecimal(written);
    if (!isPlainDate(date)) problems.push(`${name}:${line}: date: not a date YYYY-MM-DD: ${quoted(date)}`);
    if (amount === null || signOf(amount) === 0)
      problems.push(`${name}:${line}: amount: not a number other than 0: ${quoted(written)}`);
    else flows.push({ id: `flow-${line}`, date, amount });
  }
  const more = problems.length - MAX_TOLD;
  if (more > 0) problems.splice(MAX_TOLD, more, `and ${more} more`);
  if (problems.length > 0) throw new SigmaSightError("VALIDATION", problems.join("\n"));
  return flows;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > FOUND_LENGTH ? `${text.slice(0, FOUND_LENGTH)}…` : text);
}
