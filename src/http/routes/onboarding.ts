import * as z from "zod";
import type { Registration } from "#app/api-context.ts";
import { createPortfolio } from "#app/create-portfolio.ts";
import { ensureOwnDemo } from "#app/own-demo.ts";
import { previewImport } from "#app/preview-import.ts";
import { needsSetup } from "#app/setup-link.ts";
import { importError } from "#core/import/import-issue.ts";
import { templateCsv } from "#core/import/template.ts";
import type { RouteModule } from "../http-types.ts";
import {
  createdAnswer,
  nextStepOf,
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

const demoAnswer = createdAnswer.pick({
  portfolio_id: true,
  portfolio_name: true,
  message: true,
  next_step: true,
});

export const onboardingRoutes: RouteModule = (server, context) => {
  server.route({
    method: "GET",
    url: "/api/v1/onboarding/registration",
    config: { access: "public" },
    schema: {
      summary: "Who may make an account here",
      tags: ["onboarding"],
      response: {
        200: z.object({
          mode: z
            .enum(["open", "invite", "closed"])
            .describe("Anyone; whoever has the invite code; nobody but through the set-up link."),
          needs_setup: z.boolean().describe("Nobody administers this installation yet."),
        }),
      },
    },
    handler: async () => ({
      mode: modeOf(context.registration),
      needs_setup: await needsSetup(context),
    }),
  });

  server.route({
    method: "POST",
    url: "/api/v1/onboarding/demo",
    config: { access: "user" },
    schema: {
      summary: "A demo portfolio of one's own, on the synthetic market; again, the same one (200)",
      description: "Made-up prices. The installation's own demo is the answer for whoever owns that.",
      tags: ["onboarding"],
      response: { 200: demoAnswer, 201: demoAnswer },
    },
    handler: async (request, reply) => {
      const { portfolio, created } = await ensureOwnDemo(context, requestActor(request));
      return reply.code(created ? 201 : 200).send({
        portfolio_id: portfolio.id,
        portfolio_name: portfolio.name,
        message: created
          ? "The demo portfolio is stored."
          : "You have the demo portfolio; nothing was changed.",
        next_step: nextStepOf(portfolio.id),
      });
    },
  });

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

function modeOf(registration: Registration): "open" | "invite" | "closed" {
  if (registration.mode === "open") return "open";
  return registration.inviteCode === null ? "closed" : "invite";
}
