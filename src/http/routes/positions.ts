import * as z from "zod";
import { readValuedPositions } from "#app/analytics-as-of.ts";
import {
  addPosition,
  changePosition,
  type PositionFields,
  type PositionResult,
  removePosition,
} from "#app/manage-positions.ts";
import { requirePortfolio, requirePosition } from "#app/require-owned.ts";
import { IMPORT_COLUMNS, type ImportField } from "#core/import/import-columns.ts";
import { fromFloat } from "#core/money/decimal.ts";
import { listValuedPositions } from "#db/stores/position-store.ts";
import { decimalInput, idParams, looseValue, plainDate } from "../common-schemas.ts";
import type { RouteContext, RouteModule } from "../http-types.ts";
import { portfolioAnswer, positionAnswer, presentPosition } from "../presenters/portfolio-presenter.ts";
import { RequestRejected, rowError } from "../problem.ts";
import { requestActor } from "../request-actor.ts";
import { requestUser } from "../request-user.ts";

type FieldShape = { readonly [Field in ImportField]: typeof looseValue };

/** A lot by the names of the import; all rules of the import hold. */
const lotFields = z.strictObject(
  Object.fromEntries(IMPORT_COLUMNS.map(({ field }) => [field, looseValue])) as FieldShape,
);
const storedPosition = positionAnswer.extend({ warnings: z.array(rowError) });

export const positionRoutes: RouteModule = (server, context) => {
  const { db } = context.database.api;

  server.route({
    method: "GET",
    url: "/api/v1/portfolios/:id/positions",
    config: { access: "user" },
    schema: {
      summary: "Lots with price, market value, weight and P&L",
      tags: ["positions"],
      params: idParams,
      querystring: z.object({
        as_of: plainDate
          .optional()
          .describe("Values at the last session up to this day; the latest by default."),
      }),
      response: {
        200: z.object({ positions: z.array(positionAnswer), market: portfolioAnswer.shape.market }),
      },
    },
    handler: async (request) => {
      const { id } = await requirePortfolio(db, requestUser(request).id, request.params.id);
      const rows = await readValuedPositions(context, id, request.query.as_of ?? null);
      return { positions: rows.map(presentPosition), market: context.market };
    },
  });

  server.route({
    method: "POST",
    url: "/api/v1/portfolios/:id/positions",
    config: { access: "user" },
    schema: {
      summary: "Add a lot",
      tags: ["positions"],
      params: idParams,
      body: lotFields,
      response: { 201: storedPosition },
    },
    handler: async (request, reply) => {
      const by = requestActor(request);
      const result = await addPosition(context, by, request.params.id, fieldTexts(request.body));
      return reply.code(201).send(await presentStored(context, by.userId, result));
    },
  });

  server.route({
    method: "PATCH",
    url: "/api/v1/positions/:id",
    config: { access: "user" },
    schema: {
      summary: "Change a lot, or give the mark of a private holding",
      tags: ["positions"],
      params: idParams,
      body: lotFields.extend({
        mark: decimalInput
          .nullable()
          .optional()
          .describe("Last known price per unit, USD; null takes it away."),
        mark_date: plainDate.nullable().optional(),
      }),
      response: { 200: storedPosition },
    },
    handler: async (request) => {
      const by = requestActor(request);
      const { mark, mark_date: markDate, ...fields } = request.body;
      const change =
        mark === undefined && markDate === undefined
          ? null
          : { mark: mark ?? null, markDate: markDate ?? null };
      const result = await changePosition(context, by, request.params.id, fieldTexts(fields), change);
      return presentStored(context, by.userId, result);
    },
  });

  server.route({
    method: "DELETE",
    url: "/api/v1/positions/:id",
    config: { access: "user" },
    schema: {
      summary: "Delete a lot",
      tags: ["positions"],
      params: idParams,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await removePosition(context, requestActor(request), request.params.id);
      return reply.code(204).send(null);
    },
  });
};

/** The given fields as text, as a file would have them; null empties a cell. */
function fieldTexts(
  body: { readonly [Field in ImportField]?: string | number | null | undefined },
): PositionFields {
  const given = Object.entries(body).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([field, value]) => [field, typeof value === "number" ? fromFloat(value) : (value ?? "")]),
  );
}

async function presentStored(
  context: RouteContext,
  userId: string,
  result: PositionResult,
): Promise<z.output<typeof storedPosition>> {
  if (result.outcome === "rejected") throw new RequestRejected(result.errors);
  const { db } = context.database.api;
  const { portfolioId } = await requirePosition(db, userId, result.id);
  const rows = await listValuedPositions(db, portfolioId);
  const row = rows.find(({ id }) => id === result.id);
  if (row === undefined) throw new Error("the lot just stored is not there");
  return { ...presentPosition(row), warnings: result.warnings.map((issue) => ({ ...issue })) };
}
