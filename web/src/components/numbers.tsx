import type { ReactNode } from "react";
import { cn } from "@/lib/cn.ts";
import { formatPercent, NONE, signed } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import { Tooltip } from "./ui/tooltip.tsx";

/** Why a number is missing, as the API says it. */
export interface Reason {
  readonly code: string;
  readonly message: string;
  readonly needed?: number | null | undefined;
  readonly got?: number | null | undefined;
}

/** Stands where a number is missing: "n/a (43 of 60)" where observations are too few, and the whole reason on focus. */
export function Missing({ reason }: { readonly reason?: Reason | null | undefined }) {
  if (reason === null || reason === undefined) return <span className="text-muted">{NONE}</span>;
  const { needed, got } = reason;
  const few = needed !== undefined && needed !== null && got !== undefined && got !== null;
  return (
    <Tooltip content={reason.message}>
      <button type="button" className="cursor-help text-muted underline decoration-dotted underline-offset-4">
        {few ? `n/a (${got} of ${needed})` : "n/a"}
        <span className="sr-only">: {reason.message}</span>
      </button>
    </Tooltip>
  );
}

interface ValueProps {
  /** Null: not known. */
  readonly value: number | null | undefined;
  readonly reason?: Reason | null | undefined;
  readonly className?: string;
}

/** A number in tabular figures, or why there is none. */
export function Value({
  value,
  reason,
  format,
  className,
}: ValueProps & { readonly format: (value: number) => string }) {
  if (value === null || value === undefined) return <Missing reason={reason} />;
  return <span className={cn("numeric", className)}>{format(value)}</span>;
}

/** USD with cents; the unit belongs in the header. */
export function Money(props: ValueProps) {
  return <Value {...props} format={useAmounts().money} />;
}

/** A fraction as percent. */
export function Percent({ digits = 2, ...props }: ValueProps & { readonly digits?: number }) {
  return <Value {...props} format={(value) => formatPercent(value, digits)} />;
}

/** Drawn, since not every font has them. */
const GLYPHS = { up: "M4 0 8 8H0z", down: "M4 8 0 0h8z", none: "M4 1 7 4 4 7 1 4z" } as const;

interface DeltaProps extends ValueProps {
  readonly format: (value: number) => string;
}

/** A gain or loss: sign, glyph and colour say the same. `format` gets the amount without its sign. */
export function Delta({ value, reason, format, className }: DeltaProps) {
  if (value === null || value === undefined) return <Missing reason={reason} />;
  const text = signed(value, format);
  const isZero = !/[+\u2212]/.test(text) && !text.includes("•");
  const look = isZero ? "text-muted" : value > 0 ? "text-gain" : "text-loss";
  return (
    <span className={cn("numeric", look, className)}>
      <svg
        aria-hidden
        viewBox="0 0 8 8"
        className="mr-1 inline-block size-[0.55em] fill-current align-baseline"
      >
        <path d={GLYPHS[isZero ? "none" : value > 0 ? "up" : "down"]} />
      </svg>
      {text}
    </span>
  );
}

/** A gain or loss in USD. */
export function MoneyDelta(props: ValueProps) {
  return <Delta {...props} format={useAmounts().money} />;
}

/** A gain or loss as a fraction, shown in percent. */
export function PercentDelta({ digits = 2, ...props }: ValueProps & { readonly digits?: number }) {
  return <Delta {...props} format={(value) => formatPercent(value, digits)} />;
}

interface StatProps {
  readonly label: ReactNode;
  readonly children: ReactNode;
  /** A second, smaller line. */
  readonly note?: ReactNode;
}

/** A headline figure with its name. To be put into a `StatList`. */
export function Stat({ label, children, note }: StatProps) {
  return (
    <div className="min-w-0 rounded-lg border bg-surface px-4 py-3">
      <dt className="flex min-h-6 items-center gap-1 text-xs font-medium text-muted">{label}</dt>
      <dd className="numeric mt-0.5 truncate text-lg font-semibold">{children}</dd>
      {note === undefined ? null : <dd className="numeric truncate text-xs text-muted">{note}</dd>}
    </div>
  );
}

/** Headline figures side by side, as many as fit. */
export function StatList({ children }: { readonly children: ReactNode }) {
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-[repeat(auto-fit,minmax(10.5rem,1fr))]">{children}</dl>
  );
}
