import * as z from "zod";
import { createApiKey, DEFAULT_KEY_DAYS, MAX_KEY_DAYS, withdrawApiKey } from "#app/api-keys.ts";
import { type ApiKeyRow, listApiKeys } from "#db/stores/api-key-store.ts";
import { idParams, instant, uuid } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";
import { requestActor } from "../request-actor.ts";
import { requestUser } from "../request-user.ts";

const scope = z
  .enum(["read", "write", "admin"])
  .describe("Each includes the one before; admin is for administrators alone.");
const apiKey = z.object({
  id: uuid,
  name: z.string(),
  prefix: z.string().describe("Beginning of the key."),
  scope,
  created_at: instant,
  expires_at: instant,
  last_used_at: instant.nullable(),
  last_used_ip: z.string().nullable(),
  revoked_at: instant.nullable(),
});

/** A key cannot make or end keys: whoever finds one holds it no longer than its owner lets them. */
const PEOPLE = { access: "user", keys: "none" } as const;

export const apiKeyRoutes: RouteModule = (server, context) => {
  server.route({
    method: "POST",
    url: "/api/v1/auth/keys",
    config: PEOPLE,
    schema: {
      summary: "Make an API key for a machine; the answer is the only one that shows it",
      tags: ["accounts"],
      body: z.strictObject({
        name: z.string().trim().min(1).max(100),
        scope: scope.default("read"),
        expires_in_days: z.int().min(1).max(MAX_KEY_DAYS).default(DEFAULT_KEY_DAYS),
      }),
      response: { 201: apiKey.extend({ key: z.string().describe("Send it as bearer token.") }) },
    },
    handler: async (request, reply) => {
      const { name, scope: asked, expires_in_days: days } = request.body;
      const by = requestActor(request);
      const made = await createApiKey(context, by, requestUser(request), { name, scope: asked, days });
      return reply.code(201).send({ ...presentKey(made.row), key: made.key });
    },
  });

  server.route({
    method: "GET",
    url: "/api/v1/auth/keys",
    config: PEOPLE,
    schema: {
      summary: "The user's API keys, ended ones too, newest first",
      tags: ["accounts"],
      response: { 200: z.object({ keys: z.array(apiKey) }) },
    },
    handler: async (request) => {
      const rows = await listApiKeys(context.database.system.db, requestUser(request).id);
      return { keys: rows.map(presentKey) };
    },
  });

  server.route({
    method: "DELETE",
    url: "/api/v1/auth/keys/:id",
    config: PEOPLE,
    schema: {
      summary: "Take an API key back; it stops working at once",
      tags: ["accounts"],
      params: idParams,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await withdrawApiKey(context, requestActor(request), requestUser(request).id, request.params.id);
      return reply.code(204).send(null);
    },
  });
};

function presentKey(row: ApiKeyRow): z.output<typeof apiKey> {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scope: row.scope,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    last_used_ip: row.lastUsedIp,
    revoked_at: row.revokedAt?.toISOString() ?? null,
  };
}
