import { ArrowDownToLine, Pause } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { LogLine } from "@/api/run-events.ts";
import { useSession } from "@/api/session.ts";
import { cn } from "@/lib/cn.ts";
import { Button } from "../ui/button.tsx";
import { Panel } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { withNames } from "./log-text.ts";

type LevelFilter = "all" | "warning" | "error";

const FILTERS = [
  { value: "all", label: "All" },
  { value: "warning", label: "Warnings" },
  { value: "error", label: "Errors" },
] as const;

const LEVELS: Readonly<Record<LevelFilter, ReadonlySet<string>>> = {
  all: new Set(["info", "warning", "error"]),
  warning: new Set(["warning", "error"]),
  error: new Set(["error"]),
};

const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** What the run says of itself, newest last. It follows the end until the reader scrolls up or pauses. */
export function ActivityLog({ lines }: { readonly lines: readonly LogLine[] }) {
  const userId = useSession()?.id ?? null;
  const [filter, setFilter] = useState<LevelFilter>("all");
  const [follows, setFollows] = useState(true);
  const box = useRef<HTMLElement>(null);
  const shown = lines.filter(({ level }) => LEVELS[filter].has(level));

  // biome-ignore lint/correctness/useExhaustiveDependencies: new lines move the end
  useEffect(() => {
    if (follows) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [follows, shown.length]);

  const onScroll = () => {
    const node = box.current;
    if (node !== null) setFollows(node.scrollHeight - node.scrollTop - node.clientHeight < 24);
  };

  return (
    <Panel
      title="Activity"
      actions={
        <>
          <Segmented label="Level" value={filter} options={FILTERS} onChange={setFilter} />
          <Button variant="ghost" size="small" aria-pressed={follows} onClick={() => setFollows(!follows)}>
            {follows ? <Pause aria-hidden /> : <ArrowDownToLine aria-hidden />}
            {follows ? "Pause scrolling" : "Follow"}
          </Button>
        </>
      }
    >
      <section
        ref={box}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard has to be able to scroll it
        tabIndex={0}
        aria-label="Activity log"
        className="h-96 overflow-y-auto lg:h-[32.75rem] rounded-md border bg-background px-3 py-2 text-xs leading-5"
      >
        {shown.length === 0 ? (
          <p className="py-2 text-muted">{lines.length === 0 ? "Nothing yet." : "No lines of this level."}</p>
        ) : (
          <ol>
            {shown.map((line) => (
              <LogRow key={line.seq} line={line} userId={userId} />
            ))}
          </ol>
        )}
      </section>
    </Panel>
  );
}

interface LogRowProps {
  readonly line: LogLine;
  readonly userId: string | null;
}

function LogRow({ line: { timestamp, level, code, message }, userId }: LogRowProps) {
  return (
    <li className="flex gap-3">
      <time dateTime={timestamp} className="numeric shrink-0 text-muted">
        {time.format(new Date(timestamp))}
      </time>
      <span
        className={cn(
          "min-w-0 wrap-anywhere",
          level === "warning" && "text-warning",
          level === "error" && "text-danger",
        )}
      >
        {level === "info" ? null : (
          <span className="font-semibold">{level === "error" ? "Error" : "Warning"}: </span>
        )}
        {withNames(message, userId)}
        {code === null ? null : <span className="text-muted"> {code}</span>}
      </span>
    </li>
  );
}
