import { Badge } from "@/components/ui/badge.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { cn } from "@/lib/cn.ts";
import { count, formatDuration, formatNumber } from "@/lib/format.ts";
import type { Health } from "./system-verdict.ts";

type Pool = Health["database"]["pools"][number];

/** The connection pools of the process that answers, and who holds what. */
export function PoolsPanel({ pools }: { readonly pools: readonly Pool[] }) {
  return (
    <Panel title="Connection pools" description="Of the process that answers.">
      <div className="flex flex-col gap-5">
        {pools.map((pool) => (
          <PoolState key={pool.name} pool={pool} />
        ))}
      </div>
    </Panel>
  );
}

function PoolState({ pool }: { readonly pool: Pool }) {
  const { name, size, in_use: inUse, open, waiting, max_wait_ms: maxWait, timeouts, holders } = pool;
  return (
    <section aria-label={`Pool ${name}`} className="text-sm">
      <h3 className="flex items-baseline justify-between gap-3 text-sm">
        {name}
        <span className="numeric font-normal text-muted">
          {inUse} of {size} in use, {open} open
        </span>
      </h3>
      <div aria-hidden className="mt-1.5 flex h-3 gap-0.5">
        {Array.from({ length: size }, (_, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a connection has nothing but its place
            key={index}
            className={cn(
              "flex-1 rounded-sm",
              index < inUse ? "bg-accent" : index < open ? "bg-border-strong/50" : "bg-surface-2",
            )}
          />
        ))}
      </div>
      <dl className="numeric mt-2 flex flex-wrap gap-x-5 gap-y-1 text-xs text-muted">
        <div className="flex gap-1.5">
          <dt>Waiting</dt>
          <dd className={waiting > 0 ? "font-semibold text-warning" : "text-text"}>{waiting}</dd>
        </div>
        <div className="flex gap-1.5">
          <dt>Longest wait</dt>
          <dd className="text-text">{formatNumber(maxWait, 1)} ms</dd>
        </div>
        <div className="flex gap-1.5">
          <dt>Time-outs</dt>
          <dd className={timeouts > 0 ? "font-semibold text-warning" : "text-text"}>{timeouts}</dd>
        </div>
      </dl>
      {holders.length === 0 ? null : (
        <ul
          aria-label={`${count(holders.length, "holder")} of pool ${name}`}
          className="mt-2 flex flex-col gap-1 text-xs"
        >
          {holders.map(({ label, since, held_ms: held, is_long: isLong }) => (
            <li key={`${label} ${since}`} className="flex items-baseline justify-between gap-3">
              <span className="min-w-0 truncate" title={label}>
                {label}
              </span>
              <span className="numeric text-muted">
                {isLong ? <Badge tone="warning">Long</Badge> : null} {formatDuration(held / 1000)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
