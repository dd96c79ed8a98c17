import type { Finding } from "./quality-types.ts";

const RANKS: Readonly<Record<string, number>> = { error: 0, warning: 1, info: 2 };

/** Findings of one code: one meaning, one remedy. */
export interface FindingGroup {
  readonly code: string;
  /** The worst of its findings. */
  readonly severity: string;
  readonly meaning: string | null;
  readonly remedy: string | null;
  readonly findings: readonly Finding[];
}

/** Findings by code: errors first, then warnings, then what is only to be known; the most frequent first. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.code);
    if (group === undefined) groups.set(finding.code, [finding]);
    else group.push(finding);
  }
  return [...groups]
    .map(([code, members]): FindingGroup => {
      const worst = members.reduce((a, b) => (rankOf(b.severity) < rankOf(a.severity) ? b : a));
      const { meaning, remedy } = members.find((finding) => finding.meaning !== null) ?? worst;
      return { code, severity: worst.severity, meaning, remedy, findings: members };
    })
    .toSorted(
      (a, b) =>
        rankOf(a.severity) - rankOf(b.severity) ||
        b.findings.length - a.findings.length ||
        a.code.localeCompare(b.code),
    );
}

function rankOf(severity: string): number {
  return RANKS[severity] ?? 1;
}
