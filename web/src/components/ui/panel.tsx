import { createContext, type ReactNode, useContext, useId, useState } from "react";
import { createPortal } from "react-dom";
import { cn } from "@/lib/cn.ts";

interface PanelProps {
  readonly title: string;
  /** One line on what it shows. */
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** Where the panel around has its actions. Null: it is not drawn yet; undefined: there is no panel around. */
const ActionsPlace = createContext<HTMLElement | null | undefined>(undefined);

/** A titled part of a page. */
export function Panel({ title, description, actions, children, className }: PanelProps) {
  const id = useId();
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <section aria-labelledby={id} className={cn("min-w-0 rounded-xl border bg-surface", className)}>
      <header className="px-4 pt-3.5 pb-2 sm:px-5">
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1.5">
          <h2 id={id} className="min-w-0 text-[0.9375rem] leading-7">
            {title}
          </h2>
          <div ref={setPlace} data-print="hide" className="flex flex-wrap items-center gap-1.5 empty:hidden">
            {actions}
          </div>
        </div>
        {description === undefined ? null : <p className="text-sm text-muted">{description}</p>}
      </header>
      <div className="px-4 pb-4 sm:px-5">
        <ActionsPlace value={place}>{children}</ActionsPlace>
      </div>
    </section>
  );
}

/** A part of a panel whose header has actions of another kind: its own stay with it. */
export function PanelPart({ children }: { readonly children: ReactNode }) {
  return <ActionsPlace value={undefined}>{children}</ActionsPlace>;
}

/** An action of the panel around, shown in its header; where there is none, it stands at the right. */
export function PanelAction({ children }: { readonly children: ReactNode }) {
  const place = useContext(ActionsPlace);
  if (place === undefined) {
    return (
      <div data-print="hide" className="mb-2 flex justify-end">
        {children}
      </div>
    );
  }
  return place === null ? null : createPortal(children, place);
}
