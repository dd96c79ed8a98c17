import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import type { Answer } from "@/api/api-query.ts";
import { formatInstant } from "@/lib/format.ts";
import { actionWords, detailLines, subjectWords } from "./audit-words.ts";

type Entry = Answer<"/api/v1/admin/audit">["entries"][number];

const DOORS = { api: "API or web", cli: "command line", program: "the program" } as const;

/** One entry of the audit log: what was done in a line, and everything that is known of it when opened. */
export function AuditEntry({ entry }: { readonly entry: Entry }) {
  const { at, action, subject_kind: kind, subject, reason } = entry;
  return (
    <li className="border-b last:border-b-0">
      <details className="group">
        <summary className="grid grid-cols-[minmax(0,1fr)] gap-x-4 gap-y-0.5 rounded px-1 py-2.5 text-sm hover:bg-surface-2/60 sm:grid-cols-[1rem_8.5rem_10rem_minmax(0,1fr)_minmax(0,1.2fr)] sm:items-center">
          <ChevronRight
            aria-hidden
            className="size-4 text-muted transition-transform group-open:rotate-90 max-sm:hidden"
          />
          <time dateTime={at} className="numeric text-muted">
            {formatInstant(at)}
          </time>
          <span className="font-medium">{actionWords(action)}</span>
          <span className="min-w-0 truncate">{actorOf(entry)}</span>
          <span className="min-w-0 truncate text-muted">
            {subjectWords(entry)}
            {reason === null ? null : ` · “${reason}”`}
          </span>
        </summary>
        <dl className="mb-3 grid sm:ml-5 grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-md bg-surface-2/60 px-3 py-2.5 text-sm">
          <Row name="what">
            <code className="text-xs">{action}</code>
          </Row>
          <Row name={kind}>
            <Subject kind={kind} subject={subject} />
          </Row>
          {detailLines(entry.details).map(({ name, text }) => (
            <Row key={name} name={name}>
              {text}
            </Row>
          ))}
          {reason === null ? null : <Row name="reason">{reason}</Row>}
          <Row name="who">
            {actorOf(entry)}, as {entry.actor_role}, through {DOORS[entry.via]}
            {entry.ip_address === null ? null : `, from ${entry.ip_address}`}
          </Row>
          {entry.request_id === null ? null : <Row name="request">{entry.request_id}</Row>}
        </dl>
      </details>
    </li>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  );
}

function Subject({ kind, subject }: { readonly kind: string; readonly subject: string }) {
  const look = "text-accent underline underline-offset-4";
  return kind === "run" ? (
    <Link to="/admin/runs/$runId" params={{ runId: subject }} className={look}>
      {subject}
    </Link>
  ) : (
    <Link to="/admin/audit" search={{ subject } as object} className={look} title="All that was done to it">
      {subject}
    </Link>
  );
}

function actorOf({ actor_email: email, actor_id: id, actor_role: role }: Entry): string {
  if (email !== null) return email;
  if (id !== null) return "An account that is gone";
  return role === "program" ? "The program" : role === "operator" ? "An operator" : "Somebody not signed in";
}
