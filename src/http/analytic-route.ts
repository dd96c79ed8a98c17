import * as z from "zod";
import { type HoldingQuality, readHoldingQuality } from "#app/holding-quality.ts";
import { jsonValue } from "#app/json-value.ts";
import { requirePortfolio } from "#app/require-owned.ts";
import type { PlainDate } from "#core/dates/plain-date.ts";
import { findSnapshot } from "#db/stores/analytics-store.ts";
import type { PortfolioRow } from "#db/stores/portfolio-store.ts";
import { type Absence, analytic, type DataQuality, plainDate, portfolioParams } from "./common-schemas.ts";
import type { ApiServer, RouteContext } from "./http-types.ts";
import { requestUser } from "./request-user.ts";

/** What an analytic found: its data with their session and quality, or why there are none. */
export type AnalyticResult<Data> =
  | { readonly asOf: PlainDate; readonly data: Data; readonly quality: DataQuality }
  | { readonly reason: Absence };

export interface AnalyticRequest<Query> {
  readonly portfolio: PortfolioRow;
  /** The session asked for; the latest one when null. */
  readonly asOf: PlainDate | null;
  readonly query: Query;
}

const baseQuery = z.object({
  as_of: plainDate.optional().describe("The last session up to this day; the latest one by default."),
});

/** Registers one analytic: GET under the portfolio, in the frame that all of them share. Stored results only. */
export function registerAnalytic<Data extends z.ZodType, Extra extends z.ZodRawShape>(
  server: ApiServer,
  context: RouteContext,
  route: {
    readonly path: string;
    readonly summary: string;
    readonly data: Data;
    readonly query: Extra;
    readonly load: (
      request: AnalyticRequest<z.output<z.ZodObject<Extra>>>,
    ) => Promise<AnalyticResult<z.output<Data>>>;
  },
): void {
  // The handler checks its own types; as generics they are beyond what the route's inference resolves.
  const answer: z.ZodType = analytic(route.data);
  const querystring: z.ZodType = baseQuery.extend(route.query);
  const params: z.ZodType = portfolioParams;
  server.get(
    `/api/v1/analytics/portfolio/:portfolio_id/${route.path}`,
    {
      config: { access: "user" },
      schema: {
        summary: route.summary,
        tags: ["analytics"],
        params,
        querystring,
        response: { 200: answer },
      },
    },
    async (request) => {
      const query = request.query as z.output<typeof baseQuery> & z.output<z.ZodObject<Extra>>;
      const { portfolio_id: id } = request.params as z.output<typeof portfolioParams>;
      const portfolio = await requirePortfolio(context.database.api.db, requestUser(request).id, id);
      return frame(await route.load({ portfolio, asOf: query.as_of ?? null, query }));
    },
  );
}

function frame<Data>(result: AnalyticResult<Data>): object {
  return "reason" in result
    ? {
        available: false,
        as_of: null,
        data: null,
        reason: result.reason,
        data_quality: unavailable(result.reason.message),
      }
    : {
        available: true,
        as_of: result.asOf,
        data: result.data,
        reason: null,
        data_quality: result.quality,
      };
}

function unavailable(message: string): DataQuality {
  return {
    flag: "unavailable",
    message,
    positions_analyzed: null,
    positions_total: null,
    positions_skipped: null,
    data_days: null,
  };
}

export function quality(counts: {
  readonly analyzed: number;
  readonly total: number;
  readonly dataDays: number | null;
  /** What the analyzed positions have and the skipped ones lack. */
  readonly having: string;
}): DataQuality {
  const { analyzed, total } = counts;
  const complete = analyzed === total;
  return {
    flag: analyzed === 0 && total > 0 ? "unavailable" : complete ? "complete" : "partial",
    message: complete
      ? `All ${total} positions have ${counts.having}.`
      : `${analyzed} of ${total} positions have ${counts.having}; nothing is filled in for the others.`,
    positions_analyzed: analyzed,
    positions_total: total,
    positions_skipped: total - analyzed,
    data_days: counts.dataDays,
  };
}

/** Quality of what rests on factor loadings at a session. */
export async function loadingQuality(
  context: RouteContext,
  portfolioId: string,
  asOf: PlainDate,
): Promise<DataQuality> {
  return loadingQualityOf(await readHoldingQuality(context, portfolioId, asOf));
}

export function loadingQualityOf(held: HoldingQuality): DataQuality {
  return quality({
    analyzed: held.lotsWithLoading,
    total: held.lots,
    dataDays: held.observations,
    having: "factor loadings",
  });
}

/** Quality of what rests on prices at a session. */
export async function priceQuality(
  context: RouteContext,
  portfolioId: string,
  asOf: PlainDate,
  dataDays: number | null,
): Promise<DataQuality> {
  return priceQualityOf(await readHoldingQuality(context, portfolioId, asOf), dataDays);
}

export function priceQualityOf(held: HoldingQuality, dataDays: number | null): DataQuality {
  return quality({ analyzed: held.lotsWithPrice, total: held.lots, dataDays, having: "a price" });
}

/** Why there is no stored result: no run yet, or none so early. */
export async function noResult(
  context: RouteContext,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<{ readonly reason: Absence }> {
  const latest = await findSnapshot(context.database.api.db, portfolioId, null);
  if (latest !== null && asOf !== null && asOf < latest.asOf)
    return { reason: { code: "NO_EARLIER_RESULT", message: `Nothing is stored for ${asOf} or before.` } };
  return {
    reason: { code: "NOT_CALCULATED", message: "No run has computed this yet; start one with calculate." },
  };
}

/**
 * A report of a use case as the schema has it: fields in snake_case, null for numbers that do not exist. Whether it is so is
 * seen when the answer is written, once: every answer is checked against its route's schema then.
 */
export function presented<Schema extends z.ZodType>(report: object): z.output<Schema> {
  return jsonValue(report) as z.output<Schema>;
}

/** JSON's form of a float64 that may be missing. */
export function orNull(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}
