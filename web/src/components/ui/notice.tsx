import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn.ts";

const KINDS = {
  info: { icon: Info, look: "border-accent/40 bg-accent-soft" },
  warning: { icon: TriangleAlert, look: "border-warning/40 bg-warning-soft" },
  error: { icon: CircleAlert, look: "border-danger/40 bg-danger-soft" },
} as const;

interface NoticeProps {
  readonly kind?: keyof typeof KINDS;
  readonly title: string;
  readonly children?: ReactNode;
  /** Buttons that do something about it. */
  readonly actions?: ReactNode;
}

/** Something the reader should know; an error is read out as it appears. */
export function Notice({ kind = "info", title, children, actions }: NoticeProps) {
  const { icon: Icon, look } = KINDS[kind];
  return (
    <div
      role={kind === "error" ? "alert" : "status"}
      className={cn("flex gap-3 rounded-lg border px-4 py-3 text-sm", look)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {children === undefined ? null : <div className="mt-0.5">{children}</div>}
        {actions === undefined ? null : <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
