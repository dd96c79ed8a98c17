import { Missing } from "@/components/numbers.tsx";
import { cn } from "@/lib/cn.ts";
import { formatNumber } from "@/lib/format.ts";
import type { Loading } from "./loadings.ts";

/** A loading and its interval. */
export function LoadingCell({ loading }: { readonly loading: Loading }) {
  const { value, halfWidth, isClear, reason } = loading;
  if (value === null) return <Missing reason={reason} />;
  return (
    <span className={cn("numeric", !isClear && "text-muted italic")}>
      {formatNumber(value, 2)}
      {halfWidth === null ? null : (
        <span className="ml-1 text-xs text-muted">± {formatNumber(halfWidth, 2)}</span>
      )}
    </span>
  );
}
