import * as z from "zod";
import { readCustomStress, readReverseStress } from "#app/custom-stress.ts";
import { customStressOutcome, readStressReport, reverseStressOutcome } from "#app/stress-report.ts";
import { loadingQuality, noResult, presented, registerAnalytic } from "../analytic-route.ts";
import { absence, numberOrNull } from "../common-schemas.ts";
import type { RouteModule } from "../http-types.ts";

const byName = z.record(z.string(), numberOrNull);

const impact = z.object({
  dollar_impact: z.number(),
  percentage_impact: z.number().describe("Percent of NAV."),
  new_portfolio_value: z.number(),
});

const contributions = z.object({
  factors: byName.describe("P&L over NAV by joint factor, linear."),
  positions: byName.describe("P&L over NAV by symbol, linear; null without loadings."),
  convexity: numberOrNull.describe("What full revaluation of options adds, over NAV."),
  options: z
    .array(z.object({ symbol: z.string(), convexity: numberOrNull }))
    .describe("The same by option lot."),
});

const reading = impact.extend({ factor_moves: byName, contributions });

const plausibility = z.object({
  distance: numberOrNull.describe("Mahalanobis distance of the shocked factors, standard deviations."),
  percentile: numberOrNull.describe("Share of draws from the year's covariance that lie nearer, 0 to 1."),
  implausible: z.boolean().nullable(),
  reason: absence.nullable().describe("Why one of them is null."),
});

const stressed = z.object({
  impact: impact.nullable().describe("The correlated reading, or the direct one without a covariance."),
  impact_reading: z.enum(["correlated", "direct"]).nullable(),
  direct: reading.nullable().describe("Only the shocked factors move."),
  correlated: reading
    .nullable()
    .describe("The other factors move as expected given the shocked ones, by the year's covariance."),
  correlated_reason: absence.nullable().describe("Why correlated is null."),
  contributions: contributions.nullable().describe("Of `impact`: they add up to it."),
  factor_shocks: byName.describe("The shocks as returns of the joint factors."),
  plausibility,
  not_covered: numberOrNull.describe("Share of NAV, in absolute value, without joint loadings."),
  reason: absence.nullable().describe("Why impact is null."),
});

const scenarios = z.object({
  scenarios: z.array(
    stressed.extend({
      id: z.string(),
      name: z.string(),
      category: z.string(),
      severity: z.string(),
      source: z
        .enum(["table", "replay"])
        .describe("The scenario table, or what the factors did in the episode."),
      table_factors: z.array(z.string()).describe("Factors of a replay that take the table's shock."),
    }),
  ),
});

const custom = stressed.extend({ shocks: z.string().describe("As understood.") });

const reverse = z.object({
  loss: z.number().describe("Fraction of NAV."),
  factor_moves: byName.describe("The most plausible factor returns with that loss."),
  plausibility,
  revalued: impact.nullable().describe("The book under these moves, options revalued in full."),
  convexity: numberOrNull.describe("How far revaluation is from the linear loss, over NAV."),
  not_covered: numberOrNull,
  reason: absence.nullable(),
});

export const stressRoutes: RouteModule = (server, context) => {
  registerAnalytic(server, context, {
    path: "stress-test",
    summary: "Scenarios applied to the joint factor exposures, direct and correlated",
    data: scenarios,
    query: {},
    load: async ({ portfolio, asOf }) => {
      const found = await readStressReport(context, portfolio.id, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: found.asOf,
        data: presented<typeof scenarios>(found),
        quality: await loadingQuality(context, portfolio.id, found.asOf),
      };
    },
  });

  registerAnalytic(server, context, {
    path: "stress-test/custom",
    summary: "Shocks of your own, applied to the portfolio",
    data: custom,
    query: {
      shocks: z
        .string()
        .max(500)
        .describe("factor:size by semicolons, such as Market:-0.2;Size:-0.05a;Interest_Rate:+100bp."),
    },
    load: async ({ portfolio, asOf, query }) => {
      const found = await readCustomStress(context, portfolio.id, asOf, query.shocks);
      if (found === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: found.asOf,
        data: presented<typeof custom>({ shocks: found.notation, ...customStressOutcome(found) }),
        quality: await loadingQuality(context, portfolio.id, found.asOf),
      };
    },
  });

  registerAnalytic(server, context, {
    path: "stress-test/reverse",
    summary: "The most plausible factor move that costs a stated part of NAV",
    data: reverse,
    query: { loss: z.coerce.number().gt(0).max(10).describe("Fraction of NAV, such as 0.1.") },
    load: async ({ portfolio, asOf, query }) => {
      const found = await readReverseStress(context, portfolio.id, asOf, query.loss);
      if (found === null) return noResult(context, portfolio.id, asOf);
      return {
        asOf: found.asOf,
        data: presented<typeof reverse>(reverseStressOutcome(found, query.loss)),
        quality: await loadingQuality(context, portfolio.id, found.asOf),
      };
    },
  });
};
