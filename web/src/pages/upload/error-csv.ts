import { toCsv } from "@/lib/csv.ts";
import { hintOf } from "./issue-groups.ts";
import type { Issue } from "./upload-requests.ts";

const HEADER = ["Line", "Column", "Code", "Found", "Expected", "Message", "How to fix"] as const;

/** All issues as a table for whoever repairs the file. */
export function errorCsv(issues: readonly Issue[]): string {
  return toCsv(
    HEADER,
    issues.map(({ row, column, code, found, expected, message }) => [
      row,
      column,
      code,
      found,
      expected,
      message,
      hintOf(code),
    ]),
  );
}
