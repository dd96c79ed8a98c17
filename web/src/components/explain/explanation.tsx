import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatDate, formatInstant } from "@/lib/format.ts";
import { usePortfolioId } from "@/lib/route-state.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import { Missing } from "../numbers.tsx";
import { triggerText } from "../run/run-triggers.ts";
import { Notice } from "../ui/notice.tsx";
import type { Explained, OpenNumber } from "./explained.ts";
import { ExplainedInputs } from "./explained-inputs.tsx";
import { formatExplained } from "./format-explained.ts";
import { PriceSources } from "./price-sources.tsx";
import { Reproduction } from "./reproduction.tsx";

interface ExplanationProps {
  readonly explained: Explained;
  readonly session: string | null;
  readonly onOpen: OpenNumber;
}

/** A number, its formula, what went into it, and the same number computed again. */
export function Explanation({ explained, session, onOpen }: ExplanationProps) {
  return (
    <>
      <Headline explained={explained} session={session} />
      {explained.inputs_changed ? (
        <Notice kind="warning" title="Facts or prices have changed since">
          The next calculation may give another value.
        </Notice>
      ) : null}
      {explained.reason === null ? null : <Notice title="No value">{explained.reason.message}</Notice>}
      <Part title="Formula">
        <p className="overflow-x-auto rounded-md bg-surface-2 px-3 py-2 font-mono text-[0.8125rem] leading-6 wrap-break-word">
          {explained.formula}
        </p>
        <p className="mt-1.5 text-xs text-muted">
          The whole method: <span className="font-mono">{explained.method_page}</span>, version{" "}
          {explained.method}
        </p>
      </Part>
      <Part title="Computed again from its inputs">
        <Reproduction explained={explained} />
      </Part>
      <Part title={`Inputs (${explained.inputs.length})`}>
        <ExplainedInputs explained={explained} onOpen={onOpen} />
      </Part>
      {explained.sources.length === 0 ? null : (
        <Part title="Sources of the prices">
          <PriceSources sources={explained.sources} />
        </Part>
      )}
    </>
  );
}

function Headline({ explained, session }: Omit<ExplanationProps, "onOpen">) {
  const portfolioId = usePortfolioId();
  const amounts = useAmounts();
  const { title, value, unit, reason, run, stored } = explained;
  return (
    <div>
      <h3 className="text-sm text-muted first-letter:uppercase">{title}</h3>
      <p className="numeric mt-0.5 text-2xl font-semibold">
        {value === null ? <Missing reason={reason} /> : formatExplained(value, unit, amounts)}
      </p>
      <p className="mt-1 text-sm text-muted">
        {session === null ? null : `${formatDate(session)} · `}
        {stored ? "stored" : "computed just now, not stored"}
        {run === null ? null : (
          <>
            {" by the "}
            <Link
              to="/portfolios/$portfolioId/run"
              params={{ portfolioId }}
              className="text-accent underline underline-offset-4"
            >
              {triggerText(run.trigger).toLowerCase()}
            </Link>
            {run.finished_at === null ? null : ` that ended ${formatInstant(run.finished_at)}`}
          </>
        )}
      </p>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-1.5 text-sm">{title}</h3>
      {children}
    </section>
  );
}
