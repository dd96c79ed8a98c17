import { ERROR_CODES } from "#core/errors/error-codes.ts";
import { FINDING_CODES } from "#core/errors/finding.ts";
import { IMPORT_CODES } from "#core/import/import-codes.ts";
import { generatedNote, markdownRows } from "./markdown.ts";

/** The text of `docs/errors.md`: every code a person may meet, and what to do about it. */
export function errorDocument(): string {
  const failures = Object.entries(ERROR_CODES).map(([code, { title, hint, status, retry }]) => [
    `\`${code}\``,
    title,
    hint,
    String(status),
    retry,
  ]);
  const findings = Object.entries(FINDING_CODES).map(([code, { meaning, remedy }]) => [
    `\`${code}\``,
    meaning,
    remedy,
  ]);
  const imports = Object.entries(IMPORT_CODES).map(([code, { title, expected, hint, status }]) => [
    `\`${code}\``,
    title,
    expected,
    hint,
    String(status),
  ]);
  return `# Codes: what they mean and what to do

${generatedNote}

Three kinds, never mixed. A **failure** stops what was asked: a problem response of the API, a failed run, or the last line of
a command. A **finding** is about the data behind a result; the rest goes on and the result says what it covers. An **import error**
is about one cell, field or file; all are listed at once and nothing is stored. What could not be estimated is none of these: it is
null with its reason beside it.

## Failures

Again: \`later\`, the same may succeed when repeated; \`nextProvider\`, another provider may serve; \`never\`, something has to be changed first.

${markdownRows(["code", "meaning", "what to do", "HTTP", "again"], failures)}

## Findings

${markdownRows(["code", "meaning", "what to do"], findings)}

## Import errors

${markdownRows(["code", "meaning", "expected", "what to do", "HTTP"], imports)}
`;
}
