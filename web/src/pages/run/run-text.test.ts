import { describe, expect, it } from "vitest";
import type { LogLine } from "@/api/run-events.ts";
import { cancellationText, noteText, problemsOf } from "./run-text.ts";

const ME = "659cc47d-9287-4a45-ab79-739970843b5f";

function line(seq: number, message: string, level: LogLine["level"] = "info"): LogLine {
  const at = { timestamp: "2026-01-05T10:00:00Z", phase: null, subject: null, code: null };
  return { seq, level, message, ...at };
}

describe("cancellationText", () => {
  const log = [line(1, `Cancellation requested by ${ME}: too slow`, "warning")];

  it("says you for the reader", () => {
    expect(cancellationText(log, ME)).toBe("Cancellation requested by you: too slow.");
  });

  it("names nobody else by id", () => {
    expect(cancellationText(log, null)).toBe("Cancellation requested by somebody else: too slow.");
  });

  it("is null where the log says nothing", () => {
    expect(cancellationText([line(1, "Run requested")], ME)).toBeNull();
  });
});

describe("noteText", () => {
  it("is a sentence with the reader's time", () => {
    expect(noteText("no worker since 2026-11-26T03:21:46.402Z", () => "03:21")).toBe(
      "No worker since 03:21.",
    );
  });
});

describe("problemsOf", () => {
  it("tells each once, errors first", () => {
    const log = [line(1, "a", "warning"), line(2, "b", "error"), line(3, "a", "warning"), line(4, "c")];
    expect(problemsOf(log).map(({ message, times }) => [message, times])).toEqual([
      ["b", 1],
      ["a", 2],
    ]);
  });
});
