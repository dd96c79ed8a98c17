import * as z from "zod";
import { explainStoredNumber } from "#app/explain/explain-stored-number.ts";
import { listExplainable } from "#app/explain/list-explainable.ts";
import { EXPLAIN_FAMILIES } from "#core/explain/families.ts";
import { noResult, priceQuality, registerAnalytic } from "../analytic-route.ts";
import type { RouteModule } from "../http-types.ts";
import {
  catalogue,
  explanation,
  presentCatalogue,
  presentExplanation,
} from "../presenters/explanation-presenter.ts";
import { RequestRejected } from "../problem.ts";

const FAMILY_NAMES = EXPLAIN_FAMILIES.map(({ name }) => name);

const explain = z.object({
  explanation: explanation.nullable().describe("Of the number asked for."),
  catalogue: catalogue.nullable().describe("Where no number was asked for: all that can be."),
});

export const explainRoutes: RouteModule = (server, context) => {
  registerAnalytic(server, context, {
    path: "explain",
    summary:
      "Where a number comes from: inputs, sources, formula, run, and its reproduction; or the keys of all",
    data: explain,
    query: {
      number: z.string().max(300).optional().describe("Key of the number, such as snapshots/nav."),
      family: z.enum(FAMILY_NAMES).optional().describe("Keys of this family only."),
      limit: z.coerce.number().int().min(1).max(5000).default(1000),
      offset: z.coerce.number().int().min(0).default(0),
    },
    load: async ({ portfolio, asOf, query }) => {
      const { number, family = null, limit, offset } = query;
      if (number === undefined) {
        const found = await listExplainable(context, portfolio.id, asOf, { family, limit, offset });
        if (found === null) return noResult(context, portfolio.id, asOf);
        return {
          asOf: found.asOf,
          data: { explanation: null, catalogue: presentCatalogue(found) },
          quality: await priceQuality(context, portfolio.id, found.asOf, null),
        };
      }
      const found = await explainStoredNumber(context, portfolio.id, number, asOf);
      if (found === null) return noResult(context, portfolio.id, asOf);
      if ("nearest" in found) throw unknownNumber(number, found.asOf, found.nearest);
      return {
        asOf: found.asOf,
        data: { explanation: presentExplanation(found), catalogue: null },
        quality: await priceQuality(context, portfolio.id, found.asOf, null),
      };
    },
  });
};

function unknownNumber(found: string, asOf: string, nearest: readonly string[]): RequestRejected {
  return new RequestRejected([
    {
      row: null,
      column: null,
      field: "number",
      code: "UNKNOWN_NUMBER",
      severity: "error",
      found,
      expected: `a key of the catalogue, such as ${nearest.join(", ")}`,
      message: `The portfolio has no number "${found}" on ${asOf}.`,
    },
  ]);
}
