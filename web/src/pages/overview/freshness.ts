import type { Answer } from "@/api/api-query.ts";
import { count } from "@/lib/format.ts";

type Finding = Pick<Answer<"/api/v1/portfolios/{id}">["findings"][number], "severity">;

/** How much there is to know about the data, what matters most first: `1 warning, 3 notes`. */
export function findingsText(findings: readonly Finding[]): string {
  const of = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const parts = [
    { number: of("error"), noun: "error" },
    { number: of("warning"), noun: "warning" },
    { number: of("info"), noun: "note" },
  ].filter(({ number }) => number > 0);
  if (parts.length === 0) return "No findings on the data";
  return `${parts.map(({ number, noun }) => count(number, noun)).join(", ")} on the data`;
}
