import { Panel } from "@/components/ui/panel.tsx";
import { formatInstant } from "@/lib/format.ts";
import { dueWords } from "./due-words.ts";
import type { Health } from "./system-verdict.ts";

const NAMES = { nightly: "Nightly run", retention: "Retention" } as const;

/** What the program does by itself, and when next. */
export function SchedulePanel({ schedule, clock }: Pick<Health, "schedule" | "clock">) {
  return (
    <Panel title="Schedule" description="What the program does by itself.">
      <ul className="divide-y text-sm">
        {schedule.map(({ name, description, next_at: next, last_at: last }) => (
          <li
            key={name}
            className="flex flex-wrap justify-between gap-x-4 gap-y-0.5 py-2.5 first:pt-0 last:pb-0"
          >
            <div>
              <p className="font-medium">{NAMES[name]}</p>
              <p className="text-xs text-muted">{description}</p>
            </div>
            <div className="sm:text-right">
              <p className="numeric">
                {next === null ? "Not by this process" : `Next ${formatInstant(next)}`}
                {next === null ? null : (
                  <span className="text-muted">
                    {" "}
                    · {dueWords(next, name === "nightly" ? clock.business_now : clock.system_now)}
                  </span>
                )}
              </p>
              <p className="numeric text-xs text-muted">
                {last === null ? "Never yet" : `Last ${formatInstant(last)}`}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
