import * as z from "zod";
import { createPortfolio } from "#app/create-portfolio.ts";
import { previewImport } from "#app/preview-import.ts";
import { importError } from "#core/import/import-issue.ts";
import { templateCsv } from "#core/import/template.ts";
import type { RouteModule } from "../http-types.ts";
import {
  createdAnswer,
  presentCreated,
  presentPreview,
  previewAnswer,
} from "../presenters/import-presenter.ts";
import { RequestRejected } from "../problem.ts";
import { readForm } from "../read-form.ts";
import { requestActor } from "../request-actor.ts";
import { requestUser } from "../request-user.ts";

const csvFile = z.string().meta({ format: "binary" });
const mapping = z.string().optional().describe("JSON object from a column of the file to one of our fields.");
const uploads = { rateLimit: { max: 60, timeWindow: "1 minute" } };

export const onboardingRoutes: RouteModule = (server, context) => {
  server.route({
    method: "GET",
    url: "/api/v1/onboarding/csv-template",
    config: { access: "public" },
    schema: {
      summary: "The positions template; it imports unchanged",
      tags: ["onboarding"],
      response: { 200: { content: { "text/csv": { schema: z.string() } } } },
    },
    handler: async (_request, reply) =>
      reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", 'attachment; filename="sigmasight-template.csv"')
        .send(templateCsv()),
  });

  server.route({
    method: "POST",
    url: "/api/v1/onboarding/preview",
    config: {
      access: "user",
      form: z.object({ csv_file: csvFile, mapping, history_from: z.string().optional() }),
      ...uploads,
    },
    schema: {
      summary: "What an import would store, and every error in it; stores nothing",
      tags: ["onboarding"],
      response: { 200: previewAnswer },
    },
    handler: async (request) => {
      const { fields, file } = await readForm(request);
      if (file === null)
        throw new RequestRejected([
          importError("ERR_CSV_002", { field: "csv_file", detail: "no file was sent" }),
        ]);
      const preview = previewImport(context, file, {
        mapping: fields.mapping,
        historyFrom: fields.history_from ?? null,
      });
      const fileErrors = preview.errors.filter(({ code }) => code === "ERR_CSV_001");
      if (fileErrors.length > 0) throw new RequestRejected(fileErrors);
      return presentPreview(preview);
    },
  });

  server.route({
    method: "POST",
    url: "/api/v1/onboarding/create-portfolio",
    config: {
      access: "user",
      form: z.object({
        portfolio_name: z.string(),
        account_name: z.string(),
        account_type: z.string(),
        equity_balance: z.string().describe("Decimal, USD."),
        equity_as_of: z.string().optional(),
        description: z.string().optional(),
        history_from: z.string().optional(),
        mapping,
        csv_file: csvFile,
      }),
      ...uploads,
    },
    schema: {
      summary: "Store a portfolio from a positions file",
      description: "The same request again answers 200 with the same portfolio.",
      tags: ["onboarding"],
      response: { 200: createdAnswer, 201: createdAnswer },
    },
    handler: async (request, reply) => {
      const { fields, file } = await readForm(request);
      const result = await createPortfolio(context, {
        ownerId: requestUser(request).id,
        by: requestActor(request),
        fields,
        mapping: fields.mapping,
        file,
      });
      if (result.outcome === "rejected") throw new RequestRejected(result.errors);
      return reply.code(result.outcome === "created" ? 201 : 200).send(presentCreated(result));
    },
  });
};
