import type { ReactNode } from "react";
import { formatDate } from "@/lib/format.ts";

interface InShortProps {
  /** The page's main finding, computed from its data. */
  readonly sentence: string;
  /** Session whose closing data it is about. */
  readonly session: string;
  /** What belongs in the smaller line beside the session. */
  readonly note?: string;
  /** Figures beside the sentence. */
  readonly children?: ReactNode;
}

/** What a page says, in a sentence at its top. */
export function InShort({ sentence, session, note, children }: InShortProps) {
  return (
    <section
      aria-label="In short"
      className={`grid gap-x-8 gap-y-4 rounded-xl border bg-surface px-5 py-4 ${
        children === undefined ? "" : "lg:grid-cols-[3fr_2fr]"
      }`}
    >
      <div>
        <p className="max-w-4xl text-lg leading-7 text-pretty">{sentence}</p>
        <p className="mt-1 text-sm text-muted">
          {formatDate(session)}
          {note === undefined ? null : ` · ${note}`}
        </p>
      </div>
      {children}
    </section>
  );
}
