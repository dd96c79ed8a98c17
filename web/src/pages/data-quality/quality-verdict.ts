import type { Problem, Verdict } from "@/components/verdict-notice.tsx";
import { count, formatPercent } from "@/lib/format.ts";
import type { Coverage } from "./coverage.ts";
import type { SourceShare } from "./price-sources.ts";
import type { Finding, Freshness } from "./quality-types.ts";

interface QualityEvidence {
  readonly freshness: Pick<Freshness, "state" | "sessions_behind" | "symbols_behind" | "symbols_held">;
  readonly findings: readonly Finding[];
  readonly coverage: readonly Coverage[];
  readonly sources: readonly SourceShare[];
}

/** What to think of the results, and why. Findings that are only to be known do not count against them. */
export function qualityVerdict({ freshness, findings, coverage, sources }: QualityEvidence): Verdict {
  const grave = [
    freshness.state === "none" ? "There are no results yet." : null,
    sentence(findings, "error", "error"),
    unavailable(coverage),
  ].filter((text) => text !== null);
  const slight = [
    freshness.state === "behind"
      ? `The results end ${count(freshness.sessions_behind ?? 0, "session")} before the last completed one.`
      : null,
    freshness.symbols_behind === 0
      ? null
      : `${freshness.symbols_behind} of ${count(freshness.symbols_held, "symbol")} ${freshness.symbols_behind === 1 ? "has" : "have"} no price at the last completed session.`,
    sentence(findings, "warning", "warning"),
    partial(coverage),
    offMarket(sources),
  ].filter((text) => text !== null);
  const problems = [
    ...grave.map((text): Problem => ({ level: "bad", text })),
    ...slight.map((text): Problem => ({ level: "warning", text })),
  ];
  if (grave.length > 0) return { level: "bad", title: "Some results are missing", problems };
  if (slight.length > 0) return { level: "warning", title: "Good to use, with reservations", problems };
  return { level: "good", title: "Complete and up to date", problems };
}

function sentence(findings: readonly Finding[], severity: string, noun: string): string | null {
  const found = findings.filter((finding) => finding.severity === severity).length;
  return found === 0 ? null : `The data have ${count(found, noun)}; each is listed below with what to do.`;
}

function unavailable(coverage: readonly Coverage[]): string | null {
  const found = coverage.filter(({ flag }) => flag === "unavailable").length;
  return found === 0
    ? null
    : `${found} of ${count(coverage.length, "analytic")} ${found === 1 ? "has" : "have"} no result.`;
}

function partial(coverage: readonly Coverage[]): string | null {
  const found = coverage.filter(({ flag }) => flag === "partial").length;
  return found === 0
    ? null
    : `${found} of ${count(coverage.length, "analytic")} ${found === 1 ? "covers" : "cover"} only part of the book.`;
}

function offMarket(sources: readonly SourceShare[]): string | null {
  const share = sources.filter(({ isMarket }) => !isMarket).reduce((sum, source) => sum + source.share, 0);
  return share === 0 ? null : `${formatPercent(share, 1)} of what is held is not at a price of the session.`;
}
