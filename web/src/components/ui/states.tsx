import type { UseQueryResult } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import type { ReactNode } from "react";
import { ApiProblem } from "@/api/problem.ts";
import { cn } from "@/lib/cn.ts";
import { Button } from "./button.tsx";
import { Notice } from "./notice.tsx";

/** Where content will be; `className` gives its height. */
export function Skeleton({ className = "h-40" }: { readonly className?: string }) {
  return (
    <div role="status" className={cn("animate-pulse rounded-md bg-surface-2", className)}>
      <span className="sr-only">Loading…</span>
    </div>
  );
}

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** Nothing is here: why, and what to do. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-10 text-center">
      {icon === undefined ? null : (
        <div aria-hidden className="text-muted [&_svg]:size-8">
          {icon}
        </div>
      )}
      <p className="font-medium">{title}</p>
      {children === undefined ? null : <div className="max-w-prose text-sm text-muted">{children}</div>}
      {actions === undefined ? null : (
        <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>
      )}
    </div>
  );
}

/** What went wrong, what may help, and a way to try again. */
export function ErrorState({ error, onRetry }: { readonly error: Error; readonly onRetry?: () => void }) {
  const hint = error instanceof ApiProblem ? error.hint : null;
  const code = error instanceof ApiProblem ? error.code : null;
  return (
    <Notice
      kind="error"
      title={error.message}
      actions={
        onRetry === undefined ? undefined : (
          <Button size="small" onClick={onRetry}>
            <RefreshCw aria-hidden />
            Try again
          </Button>
        )
      }
    >
      {hint === null ? null : <p>{hint}</p>}
      {code === null ? null : <p className="text-xs text-muted">{code}</p>}
    </Notice>
  );
}

interface QueryStateProps<Data> {
  readonly query: UseQueryResult<Data>;
  readonly skeleton?: ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/** The skeleton, the error or the content of a query. Content stays while it is read again. */
export function QueryState<Data>({ query, skeleton = <Skeleton />, children }: QueryStateProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return skeleton;
}
