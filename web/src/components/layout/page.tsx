import { type ReactNode, useEffect } from "react";

interface PageProps {
  readonly title: string;
  /** What the reader finds here, in a line. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page: its heading, also the browser's title, and its parts below one another. */
export function Page({ title, lead, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · SigmaSight`;
  }, [title]);
  return (
    <div className="mx-auto flex w-full max-w-7xl flex-col gap-5">
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-xl">{title}</h1>
          {lead === undefined ? null : <div className="text-sm text-muted">{lead}</div>}
        </div>
        {actions === undefined ? null : (
          <div data-print="hide" className="flex flex-wrap gap-2">
            {actions}
          </div>
        )}
      </header>
      {children}
    </div>
  );
}
