import { type ReactNode, useId } from "react";
import { cn } from "@/lib/cn.ts";

interface PanelProps {
  readonly title: string;
  /** One line on what it shows. */
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A titled part of a page. */
export function Panel({ title, description, actions, children, className }: PanelProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={cn("min-w-0 rounded-xl border bg-surface", className)}>
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3.5 pb-2 sm:px-5">
        <div className="min-w-0">
          <h2 id={id} className="text-[0.9375rem] leading-6">
            {title}
          </h2>
          {description === undefined ? null : <p className="text-sm text-muted">{description}</p>}
        </div>
        {actions === undefined ? null : (
          <div data-print="hide" className="flex flex-wrap items-center gap-1.5">
            {actions}
          </div>
        )}
      </header>
      <div className="px-4 pb-4 sm:px-5">{children}</div>
    </section>
  );
}
