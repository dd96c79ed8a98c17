import { type ReactNode, useEffect } from "react";
import { Logo } from "@/components/layout/logo.tsx";

interface VisitorPageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
  /** The way to the other pages of this kind. */
  readonly footer?: ReactNode;
}

/** A page for somebody who is not signed in: one card. */
export function VisitorPage({ title, lead, children, footer }: VisitorPageProps) {
  useEffect(() => {
    document.title = `${title} · SigmaSight`;
  }, [title]);
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex items-center gap-2.5 text-lg font-semibold">
          <Logo />
          SigmaSight
        </div>
        <div className="rounded-xl border bg-surface p-6">
          <h1 className="text-lg">{title}</h1>
          {lead === undefined ? null : <p className="mt-1 text-sm text-muted">{lead}</p>}
          <div className="mt-5">{children}</div>
        </div>
        {footer === undefined ? null : <p className="mt-4 text-sm text-muted">{footer}</p>}
      </div>
    </main>
  );
}
