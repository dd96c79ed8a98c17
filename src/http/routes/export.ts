import * as z from "zod";
import { writeArchive } from "#app/archive/write-archive.ts";
import { requirePortfolio } from "#app/require-owned.ts";
import { idParams } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";
import { requestActor } from "../request-actor.ts";

export const exportRoutes: RouteModule = (server, context) => {
  server.route({
    method: "GET",
    url: "/api/v1/portfolios/:id/export",
    config: { access: "user" },
    schema: {
      summary: "All facts of a portfolio as JSON lines with hashes, to keep or to restore elsewhere",
      description: "What is computed from them is not in it. docs/operations.md describes the lines.",
      tags: ["portfolios"],
      params: idParams,
      response: { 200: { content: { "application/x-ndjson": { schema: z.string() } } } },
    },
    handler: async (request, reply) => {
      const by = requestActor(request);
      const { id } = await requirePortfolio(context.database.api.db, by.userId, request.params.id);
      const parts: string[] = [];
      const scope = { kind: "portfolio", portfolioId: id } as const;
      await writeArchive(context, scope, by, (text) => void parts.push(text));
      return reply
        .type("application/x-ndjson")
        .header("content-disposition", `attachment; filename="portfolio-${id}.jsonl"`)
        .send(parts.join(""));
    },
  });
};
