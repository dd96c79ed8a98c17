import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { apiQuery } from "@/api/api-query.ts";
import { Button } from "@/components/ui/button.tsx";
import { SelectField, TextField } from "@/components/ui/field.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { EmptyState, QueryState, Skeleton } from "@/components/ui/states.tsx";
import { AdminPage } from "./admin-page.tsx";
import { AuditEntry } from "./audit-entry.tsx";
import { ACTION_OPTIONS } from "./audit-words.ts";
import { CursorPager } from "./cursor-pager.tsx";
import { useFilter } from "./use-filter.ts";

const PAGE = 50;
const DAY = /^\d{4}-\d\d-\d\d$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function AuditPage() {
  return (
    <AdminPage title="Audit log" lead="Who did what, to what and why. Nobody can change or remove entries.">
      <Audit />
    </AdminPage>
  );
}

function Audit() {
  const [action, setAction] = useFilter("action");
  const [actor, setActor] = useFilter("actor");
  const [subject, setSubject] = useFilter("subject");
  const [since, setSince] = useFilter("since");
  const [until, setUntil] = useFilter("until");
  const [cursor] = useFilter("cursor");
  const users = useQuery(apiQuery("/api/v1/admin/users", { query: { limit: 500 } }));
  const [from, to] = [startOf(since, 0), startOf(until, 1)];
  const query = useQuery(
    apiQuery("/api/v1/admin/audit", {
      query: {
        limit: PAGE,
        ...(action === null ? {} : { action }),
        ...(actor === null || !UUID.test(actor) ? {} : { actor_id: actor }),
        ...(subject === null ? {} : { subject }),
        ...(from === null ? {} : { since: from }),
        ...(to === null ? {} : { until: to }),
        ...(cursor === null || !/^\d+$/.test(cursor) ? {} : { cursor: Number(cursor) }),
      },
    }),
  );
  const people = (users.data?.users ?? []).map(({ id, email }) => ({ value: id, label: email }));
  return (
    <Panel title="Entries" description="Newest first. Open one for what is known of it.">
      <div data-print="hide" className="mb-4 grid grid-cols-2 gap-3 md:grid-cols-4">
        <SelectField
          label="Action"
          value={action ?? ""}
          options={ACTION_OPTIONS}
          onChange={(event) => setAction(event.target.value)}
        />
        <SelectField
          label="Who"
          value={actor ?? ""}
          options={[{ value: "", label: "Anybody" }, ...people]}
          onChange={(event) => setActor(event.target.value)}
        />
        <TextField
          label="From"
          type="date"
          value={since ?? ""}
          onChange={(event) => setSince(event.target.value)}
        />
        <TextField
          label="To"
          type="date"
          value={until ?? ""}
          onChange={(event) => setUntil(event.target.value)}
        />
      </div>
      {subject === null ? null : (
        <p className="mb-3 flex flex-wrap items-center gap-2 text-sm">
          <span className="text-muted">Only what was done to</span>
          <code className="text-xs wrap-anywhere">{subject}</code>
          <Button size="small" variant="ghost" onClick={() => setSubject("")}>
            <X aria-hidden />
            Show all
          </Button>
        </p>
      )}
      <QueryState query={query} skeleton={<Skeleton className="h-64" />}>
        {({ entries, next_cursor: next }) => (
          <>
            {entries.length === 0 ? <EmptyState title="No entry fits these filters" /> : null}
            <ol aria-label="Entries">
              {entries.map((entry) => (
                <AuditEntry key={entry.id} entry={entry} />
              ))}
            </ol>
            <CursorPager label="entries" cursor={cursor} next={next} />
          </>
        )}
      </QueryState>
    </Panel>
  );
}

/** The beginning of a day in the reader's time zone, or of the one so many days after it. */
function startOf(day: string | null, later: number): string | null {
  if (day === null || !DAY.test(day)) return null;
  const start = new Date(`${day}T00:00:00`);
  start.setDate(start.getDate() + later);
  return Number.isNaN(start.getTime()) ? null : start.toISOString();
}
