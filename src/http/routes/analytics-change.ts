import * as z from "zod";
import { attributedSession } from "#app/attribution-report.ts";
import { moveReport } from "#app/move-report.ts";
import { readPnlAttribution } from "#app/pnl-attribution.ts";
import { requirePortfolio } from "#app/require-owned.ts";
import { compareRuns, readRiskChange } from "#app/risk-change.ts";
import type { RunState } from "#db/stores/portfolio-run-state-store.ts";
import { loadingQuality, noResult, presented, registerAnalytic } from "../analytic-route.ts";
import { instant, numberOrNull, plainDate, reasons, uuid } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";
import { requestUser } from "../request-user.ts";

const state = z.object({
  nav: numberOrNull.describe("USD."),
  market_beta: numberOrNull,
  volatility: numberOrNull.describe("Annualised, by the joint factor model."),
  var_95: numberOrNull.describe("One session, fraction of NAV, positive = loss."),
  cvar_95: numberOrNull.describe("Expected shortfall."),
  reasons,
});

const end = z.object({ as_of: plainDate, state });

const move = z.object({
  from: end,
  to: end,
  steps: z
    .array(
      z.object({
        cause: z.enum([
          "restated_data",
          "edited_facts",
          "price_drift",
          "positions",
          "window",
          "restated_since",
        ]),
        explanation: z.string(),
        change: state,
      }),
    )
    .describe("One after the other: they add up from the first state to the second."),
  notes: z.array(z.string()),
});

const run = z.object({
  batch_run_id: uuid,
  as_of: plainDate,
  facts_revision: z.string(),
  method: z.int(),
  recorded_at: instant,
});

const attribution = z.object({
  as_of: plainDate,
  total: numberOrNull.describe("USD."),
  factors: z
    .record(z.string(), numberOrNull)
    .describe("USD by joint factor, with the exposures of the close before."),
  specific: numberOrNull.describe("What holdings with loadings earned beside their factors."),
  other: numberOrNull.describe("Trades of the day, holdings without loadings, options beside their delta."),
  reasons,
});

const attributions = z.object({ sessions: z.array(attribution) });
const comparison = move.extend({ runs: z.array(run) });

export const changeRoutes: RouteModule = (server, context) => {
  registerAnalytic(server, context, {
    path: "risk-change",
    summary: "Why the risk moved between two sessions",
    data: move,
    query: { from: plainDate.describe("The earlier session; the later one is as_of.") },
    load: async ({ portfolio, asOf, query }) => {
      const to = asOf ?? LATEST;
      const found = await readRiskChange(context, portfolio.id, query.from, to);
      if (found === null) return noResult(context, portfolio.id, query.from);
      return {
        asOf: found.to.asOf,
        data: presented<typeof move>(await moveReport(context, portfolio.id, found)),
        quality: await loadingQuality(context, portfolio.id, found.to.asOf),
      };
    },
  });

  registerAnalytic(server, context, {
    path: "pnl-attribution",
    summary: "Daily P&L by factor, specific and the rest",
    data: attributions,
    query: { from: plainDate.optional().describe("First session; the last 21 by default, at most 260.") },
    load: async ({ portfolio, asOf, query }) => {
      const found = await readPnlAttribution(context, portfolio.id, query.from ?? null, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: found.asOf,
        data: presented<typeof attributions>({ sessions: found.sessions.map(attributedSession) }),
        quality: await loadingQuality(context, portfolio.id, found.asOf),
      };
    },
  });

  server.route({
    method: "GET",
    url: "/api/v1/portfolios/:portfolio_id/runs/:batch_run_id/compare/:other_run_id",
    config: { access: "user" },
    schema: {
      summary: "What moved between two runs, and why",
      tags: ["batch"],
      params: z.object({ portfolio_id: uuid, batch_run_id: uuid, other_run_id: uuid }),
      response: { 200: comparison },
    },
    handler: async (request) => {
      const { portfolio_id, batch_run_id, other_run_id } = request.params;
      const { id } = await requirePortfolio(context.database.api.db, requestUser(request).id, portfolio_id);
      const found = await compareRuns(context, id, [batch_run_id, other_run_id]);
      const shown = presented<typeof move>(await moveReport(context, id, found));
      return { ...shown, runs: found.runs.map(presentRun) };
    },
  });
};

/** Later than any session. */
const LATEST = "9999-12-31";

function presentRun({ runId, asOf, factsRevision, method, recordedAt }: RunState): z.output<typeof run> {
  return {
    batch_run_id: runId,
    as_of: asOf,
    facts_revision: factsRevision,
    method,
    recorded_at: recordedAt.toISOString(),
  };
}
