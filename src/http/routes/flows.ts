import * as z from "zod";
import { addFlow, removeFlow } from "#app/manage-flows.ts";
import { requirePortfolio } from "#app/require-owned.ts";
import { listFlows } from "#db/stores/flow-store.ts";
import { decimalInput, idParams, plainDate, uuid } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";
import { flowAnswer, presentFlow } from "../presenters/portfolio-presenter.ts";
import { requestActor } from "../request-actor.ts";
import { requestUser } from "../request-user.ts";

export const flowRoutes: RouteModule = (server, context) => {
  const { db } = context.database.api;

  server.route({
    method: "GET",
    url: "/api/v1/portfolios/:id/equity-changes",
    config: { access: "user" },
    schema: {
      summary: "Contributions and withdrawals",
      tags: ["equity changes"],
      params: idParams,
      response: { 200: z.object({ equity_changes: z.array(flowAnswer) }) },
    },
    handler: async (request) => {
      const { id } = await requirePortfolio(db, requestUser(request).id, request.params.id);
      return { equity_changes: (await listFlows(db, id)).map(presentFlow) };
    },
  });

  server.route({
    method: "POST",
    url: "/api/v1/portfolios/:id/equity-changes",
    config: { access: "user" },
    schema: {
      summary: "Add a contribution (positive) or a withdrawal (negative)",
      tags: ["equity changes"],
      params: idParams,
      body: z.strictObject({
        date: plainDate.describe("It arrives at the start of this day's session, or of the next one."),
        amount: decimalInput,
        note: z.string().trim().max(500).nullable().default(null),
      }),
      response: { 201: flowAnswer },
    },
    handler: async (request, reply) => {
      const flow = await addFlow(context, requestActor(request), request.params.id, request.body);
      return reply.code(201).send(presentFlow(flow));
    },
  });

  server.route({
    method: "DELETE",
    url: "/api/v1/portfolios/:id/equity-changes/:change_id",
    config: { access: "user" },
    schema: {
      summary: "Delete a contribution or withdrawal",
      tags: ["equity changes"],
      params: idParams.extend({ change_id: uuid }),
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const { id, change_id: changeId } = request.params;
      await removeFlow(context, requestActor(request), id, changeId);
      return reply.code(204).send(null);
    },
  });
};
