import { sparklinePath } from "@/components/explain/sparkline-path.ts";
import { formatDate } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";

const SIZE = { width: 300, height: 56, margin: 2 };

interface NavSparklineProps {
  readonly snapshots: readonly { readonly as_of: string; readonly net_asset_value: number }[];
}

/** The shape of NAV; from where to where it went is its text. */
export function NavSparkline({ snapshots }: NavSparklineProps) {
  const amounts = useAmounts();
  const [first, last] = [snapshots[0], snapshots.at(-1)];
  const path = sparklinePath(
    snapshots.map(({ net_asset_value: nav }) => nav),
    SIZE,
  );
  if (first === undefined || last === undefined || path === "") return null;
  const label = `NAV from ${formatDate(first.as_of)} to ${formatDate(last.as_of)}: from ${amounts.compact(first.net_asset_value)} to ${amounts.compact(last.net_asset_value)} USD`;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
      preserveAspectRatio="none"
      className="mt-3 h-14 w-full text-accent"
    >
      <path
        d={`${path}L${SIZE.width - SIZE.margin} ${SIZE.height}L${SIZE.margin} ${SIZE.height}Z`}
        fill="currentColor"
        opacity={0.08}
      />
      <path
        d={path}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.5}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
