import { Percent } from "@/components/numbers.tsx";
import type { Liquidity } from "./composition-types.ts";

/** What share of the book could be sold within some sessions; what has no known volume counts as unsold. */
export function SoldBars({ liquidity }: { readonly liquidity: Liquidity }) {
  const { liquidated, coverage, reason } = liquidity;
  return (
    <ul className="flex flex-col gap-4">
      {liquidated.map(({ sessions, share }) => (
        <Bar
          key={sessions}
          name={sessions === 1 ? "Sold within one session" : `Sold within ${sessions} sessions`}
          share={share}
          reason={reason}
        />
      ))}
      <Bar name="Volume is known of" share={coverage} reason={reason} isMuted />
    </ul>
  );
}

interface BarProps {
  readonly name: string;
  readonly share: number | null;
  readonly reason: Liquidity["reason"];
  readonly isMuted?: boolean;
}

function Bar({ name, share, reason, isMuted = false }: BarProps) {
  return (
    <li>
      <div className="flex items-baseline justify-between gap-4 text-sm">
        <span className={isMuted ? "text-muted" : ""}>{name}</span>
        <span className="font-medium">
          <Percent value={share} reason={reason} digits={1} />
        </span>
      </div>
      <div aria-hidden className="mt-1 h-2 overflow-hidden rounded-full bg-surface-2">
        <div
          className={`h-full rounded-full ${isMuted ? "bg-border-strong" : "bg-accent"}`}
          style={{ width: `${(share ?? 0) * 100}%` }}
        />
      </div>
    </li>
  );
}
