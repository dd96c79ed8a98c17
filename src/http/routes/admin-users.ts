import * as z from "zod";
import { DEMO_EMAIL } from "#app/default-user.ts";
import { changeRole, endAccessOf } from "#app/manage-users.ts";
import { listUserPage, type UserPageRow } from "#db/stores/user-store.ts";
import { idParams, instant, uuid } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";
import { requestActor } from "../request-actor.ts";
import { requestCaller } from "../request-user.ts";

const role = z.enum(["user", "admin"]);
const reason = z.string().trim().max(500).optional().describe("Why; kept in the audit log.");

const userAnswer = z.object({
  id: uuid,
  email: z.string(),
  full_name: z.string(),
  role,
  created_at: instant,
  portfolio_count: z.int(),
  is_demo: z
    .boolean()
    .describe("The owner of the demo until there is an administrator; nobody can sign in as it."),
  has_password: z.boolean().describe("False for who signs in through the outside issuer alone."),
  open_sign_ins: z.int(),
  last_active_at: instant
    .nullable()
    .describe("When an open sign-in was last renewed; null where none is open."),
  api_keys: z.int().describe("That work now."),
  locked_until: instant
    .nullable()
    .describe("Sign-in is closed until then after too many failures, in part or whole."),
});

/** Administrators see who has an account, and change roles and end access; both are for people, not for API keys. */
export const adminUserRoutes: RouteModule = (server, context) => {
  server.route({
    method: "GET",
    url: "/api/v1/admin/users",
    config: { access: "admin" },
    schema: {
      summary: "Every user, by e-mail address",
      tags: ["admin"],
      querystring: z.object({
        search: z.string().trim().max(200).optional().describe("Part of the address or the name."),
        limit: z.coerce.number().int().min(1).max(500).default(100),
        cursor: z.string().max(320).optional().describe("`next_cursor` of the page before."),
      }),
      response: { 200: z.object({ users: z.array(userAnswer), next_cursor: z.string().nullable() }) },
    },
    handler: async (request) => {
      const { search = null, limit, cursor = null } = request.query;
      const page = { search, after: cursor, limit: limit + 1, systemNow: context.systemNow() };
      const rows = await listUserPage(context.database.system.db, page);
      const shown = rows.slice(0, limit);
      return {
        users: shown.map(presentUser),
        next_cursor: rows.length > shown.length ? (shown.at(-1)?.email ?? null) : null,
      };
    },
  });

  server.route({
    method: "POST",
    url: "/api/v1/admin/users/:id/role",
    config: { access: "admin", keys: "none" },
    schema: {
      summary: "Make a user administrator, or an administrator a user; the last one stays",
      tags: ["admin"],
      params: idParams,
      body: z.strictObject({ role, reason }),
      response: { 200: z.object({ role, changed: z.boolean() }) },
    },
    handler: async (request) => {
      const { role: wanted, reason: why = null } = request.body;
      const options = { by: requestActor(request), reason: why };
      return { role: wanted, changed: await changeRole(context, request.params.id, wanted, options) };
    },
  });

  server.route({
    method: "POST",
    url: "/api/v1/admin/users/:id/end-access",
    config: { access: "admin", keys: "none" },
    schema: {
      summary: "End a user's sign-ins and API keys; of one's own sign-ins the one that asks stays",
      tags: ["admin"],
      params: idParams,
      body: z.strictObject({ reason }).nullish(),
      response: { 200: z.object({ ended_sign_ins: z.int(), revoked_keys: z.int() }) },
    },
    handler: async (request) => {
      const { id } = request.params;
      const { user, sessionId } = requestCaller(request);
      const ended = await endAccessOf(context, id, {
        by: requestActor(request),
        reason: request.body?.reason ?? null,
        keptSessionId: user.id === id ? sessionId : null,
      });
      return { ended_sign_ins: ended.sessions, revoked_keys: ended.keys };
    },
  });
};

function presentUser(row: UserPageRow): z.output<typeof userAnswer> {
  return {
    id: row.id,
    email: row.email,
    full_name: row.fullName,
    role: row.role,
    created_at: row.createdAt.toISOString(),
    portfolio_count: row.portfolioCount,
    is_demo: row.email === DEMO_EMAIL,
    has_password: row.hasPassword,
    open_sign_ins: row.openSignIns,
    last_active_at: row.lastActiveAt?.toISOString() ?? null,
    api_keys: row.apiKeys,
    locked_until: row.lockedUntil?.toISOString() ?? null,
  };
}
