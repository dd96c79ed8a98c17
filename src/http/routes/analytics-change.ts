import * as z from "zod";
import { readPnlAttribution } from "#app/pnl-attribution.ts";
import { requirePortfolio } from "#app/require-owned.ts";
import { compareRuns, type RiskMove, readRiskChange } from "#app/risk-change.ts";
import { factorsOf } from "#core/factors/factor-table.ts";
import type { RiskState } from "#core/pipeline/risk-state.ts";
import type { RunState } from "#db/stores/portfolio-run-state-store.ts";
import { loadingQuality, noResult, orNull, registerAnalytic } from "../analytic-route.ts";
import { instant, numberOrNull, plainDate, uuid } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";
import { requestUser } from "../request-user.ts";

const state = z.object({
  nav: numberOrNull.describe("USD."),
  market_beta: numberOrNull,
  volatility: numberOrNull.describe("Annualised, by the joint factor model."),
  var_95: numberOrNull.describe("One session, fraction of NAV, positive = loss."),
  es_95: numberOrNull,
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
});

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
        data: presentMove(found),
        quality: await loadingQuality(context, portfolio.id, found.to.asOf),
      };
    },
  });

  registerAnalytic(server, context, {
    path: "pnl-attribution",
    summary: "Daily P&L by factor, specific and the rest",
    data: z.object({ sessions: z.array(attribution) }),
    query: { from: plainDate.optional().describe("First session; the last 21 by default, at most 260.") },
    load: async ({ portfolio, asOf, query }) => {
      const found = await readPnlAttribution(context, portfolio.id, query.from ?? null, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      const sessions = found.sessions.map(({ session, total, factors, specific, other }) => ({
        as_of: session,
        total: orNull(total),
        factors: Object.fromEntries(factorsOf("joint").map(({ name }, k) => [name, orNull(factors[k])])),
        specific: orNull(specific),
        other: orNull(other),
      }));
      return {
        asOf: found.asOf,
        data: { sessions },
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
      response: { 200: move.extend({ runs: z.array(run) }) },
    },
    handler: async (request) => {
      const { portfolio_id, batch_run_id, other_run_id } = request.params;
      const { id } = await requirePortfolio(context.database.api.db, requestUser(request).id, portfolio_id);
      const found = await compareRuns(context, id, [batch_run_id, other_run_id]);
      return { ...presentMove(found), runs: found.runs.map(presentRun) };
    },
  });
};

/** Later than any session. */
const LATEST = "9999-12-31";

const EXPLANATIONS: Readonly<Record<RiskMove["steps"][number]["cause"], string>> = {
  restated_data: "Data of the earlier session, or the method, were changed after it was first recorded.",
  edited_facts: "Positions, flows or the equity were edited afterwards.",
  price_drift: "The same quantities at later prices.",
  positions: "Entries, exits and flows since.",
  window: "Loadings, covariance and past returns of the later window.",
  restated_since: "Data of the later session were changed after it was recorded.",
};

function presentMove({ from, to, steps, notes }: RiskMove): z.output<typeof move> {
  return {
    from: { as_of: from.asOf, state: presentState(from.state) },
    to: { as_of: to.asOf, state: presentState(to.state) },
    steps: steps.map(({ cause, change }) => ({
      cause,
      explanation: EXPLANATIONS[cause],
      change: presentState(change),
    })),
    notes: [...notes],
  };
}

function presentState({ nav, marketBeta, volatility, var95, es95 }: RiskState): z.output<typeof state> {
  return {
    nav: orNull(nav),
    market_beta: orNull(marketBeta),
    volatility: orNull(volatility),
    var_95: orNull(var95),
    es_95: orNull(es95),
  };
}

function presentRun({ runId, asOf, factsRevision, method, recordedAt }: RunState): z.output<typeof run> {
  return {
    batch_run_id: runId,
    as_of: asOf,
    facts_revision: factsRevision,
    method,
    recorded_at: recordedAt.toISOString(),
  };
}
