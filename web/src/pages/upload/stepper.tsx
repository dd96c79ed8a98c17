import { Check } from "lucide-react";
import { cn } from "@/lib/cn.ts";
import type { Step } from "./use-upload.ts";

const STEPS = [
  { step: "positions", label: "Positions" },
  { step: "review", label: "Review" },
  { step: "account", label: "Account" },
] as const satisfies readonly { step: Step; label: string }[];

interface StepperProps {
  readonly current: Step;
  readonly onBack: (step: Step) => void;
}

/** Where the reader is in the wizard, and the way back to earlier steps; nothing entered is lost by it. */
export function Stepper({ current, onBack }: StepperProps) {
  const at = STEPS.findIndex(({ step }) => step === current);
  return (
    <ol aria-label="Steps" data-print="hide" className="flex items-center gap-2 text-sm">
      {STEPS.map(({ step, label }, index) => (
        <li key={step} aria-current={index === at ? "step" : undefined} className="flex items-center gap-2">
          {index === 0 ? null : (
            <span
              aria-hidden
              className={cn("h-px w-5 sm:w-12", index <= at ? "bg-accent" : "bg-border-strong/50")}
            />
          )}
          {index < at ? (
            <button
              type="button"
              onClick={() => onBack(step)}
              className="flex items-center gap-2 rounded-md font-medium hover:underline"
            >
              <Mark isDone number={index + 1} />
              <span>
                <span className="sr-only">Back to </span>
                {label}
              </span>
            </button>
          ) : (
            <span className={cn("flex items-center gap-2", index === at ? "font-medium" : "text-muted")}>
              <Mark isCurrent={index === at} number={index + 1} />
              {label}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

interface MarkProps {
  readonly number: number;
  readonly isDone?: boolean;
  readonly isCurrent?: boolean;
}

function Mark({ number, isDone = false, isCurrent = false }: MarkProps) {
  return (
    <span
      aria-hidden
      className={cn(
        "numeric grid size-6 shrink-0 place-items-center rounded-full border text-xs font-semibold",
        isDone && "border-accent bg-accent-soft text-accent",
        isCurrent && "border-accent bg-accent text-accent-text",
      )}
    >
      {isDone ? <Check className="size-3.5" /> : number}
    </span>
  );
}
