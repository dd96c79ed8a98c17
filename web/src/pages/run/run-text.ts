import type { LogLine } from "@/api/run-events.ts";
import { withNames } from "@/components/run/log-text.ts";
import { sentenceCase } from "@/lib/sentence-case.ts";

/** What the log says of a cancellation, with people named; null where it says nothing. */
export function cancellationText(log: readonly LogLine[], userId: string | null): string | null {
  const line = log.findLast(({ message }) => message.startsWith("Cancellation requested"));
  if (line === undefined) return null;
  return `${withNames(line.message, userId)}.`;
}

/** The server's note that no worker is alive as a sentence; its instant in the reader's time. */
export function noteText(note: string, formatInstant: (instant: string) => string): string {
  const text = note.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, formatInstant);
  return `${sentenceCase(text)}.`;
}

/** A warning or error of the log, told once with how often it came. */
interface LogProblem {
  readonly level: LogLine["level"];
  readonly message: string;
  readonly code: string | null;
  readonly times: number;
}

/** What the log complains of, errors first, in order of first mention. */
export function problemsOf(log: readonly LogLine[]): readonly LogProblem[] {
  const found = new Map<string, LogProblem>();
  for (const { level, message, code } of log) {
    if (level === "info") continue;
    const key = `${level} ${code} ${message}`;
    found.set(key, { level, message, code, times: (found.get(key)?.times ?? 0) + 1 });
  }
  return [...found.values()].sort((a, b) => Number(b.level === "error") - Number(a.level === "error"));
}
