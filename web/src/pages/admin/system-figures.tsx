import { Stat, StatList } from "@/components/numbers.tsx";
import { count, formatDate, formatDuration, formatNumber, NONE } from "@/lib/format.ts";
import type { Health } from "./system-verdict.ts";

/** The installation's headline figures. */
export function SystemFigures({ health }: { readonly health: Health }) {
  const { database, queue, workers_alive: alive, data, clock } = health;
  const { pending_migrations: pending } = database;
  const { portfolios_without_snapshot: without } = data;
  const oldest = queue.oldest_waiting_seconds;
  return (
    <StatList>
      <Stat
        label="Workers alive"
        note={alive === 0 ? "runs would wait" : `of ${health.workers.length} known`}
      >
        {alive}
      </Stat>
      <Stat
        label="Work waiting"
        note={oldest === null ? `${queue.active} in work` : `oldest ${formatDuration(oldest)}`}
      >
        {queue.waiting}
      </Stat>
      <Stat label="Last completed session" note={`prices to ${dateOrNone(data.newest_price)}`}>
        {formatDate(data.last_completed_session)}
      </Stat>
      <Stat
        label="Results at least up to"
        note={`${count(data.portfolios, "portfolio")}${without === 0 ? "" : `, ${without} without`}`}
      >
        {dateOrNone(data.oldest_snapshot)}
      </Stat>
      <Stat
        label="PostgreSQL"
        note={pending.length === 0 ? "schema up to date" : count(pending.length, "pending migration")}
      >
        {database.server_version.split(" ")[0]}
      </Stat>
      <Stat label="Database clock" note="less this program's">
        {formatNumber(clock.database_skew_seconds, 3)} s
      </Stat>
    </StatList>
  );
}

function dateOrNone(date: string | null): string {
  return date === null ? NONE : formatDate(date);
}
