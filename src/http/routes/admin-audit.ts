import * as z from "zod";
import { type AuditRow, listAuditEntries } from "#db/stores/audit-store.ts";
import { instant, uuid } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";

const entry = z.object({
  id: z.int(),
  at: instant,
  actor_id: uuid.nullable().describe("null where nobody was signed in."),
  actor_email: z.string().nullable().describe("null too where the account is gone."),
  actor_role: z.string(),
  via: z.enum(["api", "cli", "program"]),
  action: z.string(),
  subject_kind: z.string(),
  subject: z.string(),
  reason: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  request_id: z.string().nullable(),
  ip_address: z.string().nullable(),
});

export const adminAuditRoutes: RouteModule = (server, context) => {
  server.route({
    method: "GET",
    url: "/api/v1/admin/audit",
    config: { access: "admin" },
    schema: {
      summary: "Who did what, to what and why, newest first",
      tags: ["admin"],
      querystring: z.object({
        since: z.iso.datetime({ offset: true }).optional(),
        until: z.iso.datetime({ offset: true }).optional().describe("Exclusive."),
        actor_id: uuid.optional(),
        action: z.string().max(100).optional().describe("One action, or all of an area: `run.`"),
        subject: z.string().max(300).optional().describe("Id of what it was done to."),
        limit: z.coerce.number().int().min(1).max(500).default(100),
        cursor: z.coerce
          .number()
          .int()
          .min(1)
          .max(Number.MAX_SAFE_INTEGER)
          .optional()
          .describe("`next_cursor` of the page before."),
      }),
      response: { 200: z.object({ entries: z.array(entry), next_cursor: z.int().nullable() }) },
    },
    handler: async (request) => {
      const { query } = request;
      const { since, until, limit } = query;
      const rows = await listAuditEntries(context.database.api.db, {
        since: since === undefined ? null : new Date(since),
        until: until === undefined ? null : new Date(until),
        actorId: query.actor_id ?? null,
        action: query.action ?? null,
        subject: query.subject ?? null,
        beforeId: query.cursor ?? null,
        limit: limit + 1,
      });
      const page = rows.slice(0, limit);
      const more = rows.length > limit;
      return { entries: page.map(presentEntry), next_cursor: more ? (page.at(-1)?.id ?? null) : null };
    },
  });
};

function presentEntry(row: AuditRow): z.output<typeof entry> {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor_id: row.actorId,
    actor_email: row.actorEmail,
    actor_role: row.actorRole,
    via: row.via,
    action: row.action,
    subject_kind: row.subjectKind,
    subject: row.subject,
    reason: row.reason,
    details: { ...row.details },
    request_id: row.requestId,
    ip_address: row.ipAddress,
  };
}
