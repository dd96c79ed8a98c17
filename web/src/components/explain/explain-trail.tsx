import { useQueries } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useRef, useState } from "react";
import { useAsOf, usePortfolioId } from "@/lib/route-state.ts";
import { ExplainedNumber } from "./explained-number.tsx";
import { explanationQuery } from "./explanation-query.ts";

interface Step {
  readonly number: string;
  readonly label: string;
}

/** The explanation of a number, and of those it was computed from, with the way back. */
export function ExplainTrail({ number, label }: Step) {
  const [trail, setTrail] = useState<readonly Step[]>([{ number, label }]);
  const top = useRef<HTMLDivElement>(null);
  const portfolioId = usePortfolioId();
  const asOf = useAsOf();
  const answers = useQueries({
    queries: trail.map((step) => explanationQuery(portfolioId, asOf, step.number)),
  });
  const titleOf = (index: number) => answers[index]?.data?.data?.explanation?.title ?? trail[index]?.label;
  const current = trail.at(-1) ?? { number, label };

  /** What was clicked goes away with what it was in: the focus waits at the top, where reading goes on. */
  const show = (next: readonly Step[]) => {
    top.current?.scrollIntoView({ block: "start" });
    top.current?.focus({ preventScroll: true });
    setTrail(next);
  };

  return (
    <div ref={top} tabIndex={-1} className="flex scroll-mt-4 flex-col gap-5 outline-none">
      {trail.length === 1 ? null : (
        <nav aria-label="Numbers on the way here">
          <ol className="flex flex-wrap items-center gap-x-1 gap-y-0.5 text-sm">
            {trail.map((step, index) => (
              <li key={step.number} className="flex items-center gap-1">
                {index === 0 ? null : <ChevronRight aria-hidden className="size-3.5 shrink-0 text-muted" />}
                {step === current ? (
                  <span aria-current="page">{titleOf(index)}</span>
                ) : (
                  <button
                    type="button"
                    className="text-left text-accent underline underline-offset-4"
                    onClick={() => show(trail.slice(0, index + 1))}
                  >
                    {titleOf(index)}
                  </button>
                )}
              </li>
            ))}
          </ol>
        </nav>
      )}
      <ExplainedNumber
        key={current.number}
        number={current.number}
        label={current.label}
        onOpen={(next, nextLabel) => {
          const known = trail.findIndex((step) => step.number === next);
          show(known === -1 ? [...trail, { number: next, label: nextLabel }] : trail.slice(0, known + 1));
        }}
      />
    </div>
  );
}
