import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Unit } from "#core/explain/explanation.ts";
import { EXPLAIN_FAMILIES } from "#core/explain/families.ts";
import type { ApiContext } from "../api-context.ts";
import { loadEvidence, readStored } from "./explain-stored-number.ts";

/** A number that can be explained, as it is shown. */
export interface ExplainableRow {
  readonly key: string;
  readonly title: string;
  readonly unit: Unit;
  /** NaN where there is no estimate. */
  readonly value: number;
  /** Whether a run stored it; else it is computed when read. */
  readonly stored: boolean;
}

export interface ExplainableFamily {
  readonly name: string;
  readonly title: string;
  readonly methodPage: string;
  readonly count: number;
}

/** Everything of a portfolio and session that can be explained: all families, and one page of their numbers. */
export interface Catalogue {
  readonly asOf: PlainDate;
  readonly families: readonly ExplainableFamily[];
  readonly total: number;
  readonly numbers: readonly ExplainableRow[];
}

export interface CataloguePage {
  /** Numbers of this family only. */
  readonly family: string | null;
  readonly offset: number;
  readonly limit: number;
}

/** Null where nothing was computed for that session or before. */
export async function listExplainable(
  context: Pick<ApiContext, "database" | "calendar">,
  portfolioId: string,
  asOf: PlainDate | null,
  page: CataloguePage,
): Promise<Catalogue | null> {
  const loaded = await loadEvidence(context, portfolioId, asOf);
  if (loaded === null) return null;
  const { evidence } = loaded;
  const families = EXPLAIN_FAMILIES.map((family) => ({ family, numbers: family.numbers(evidence) }));
  const wanted = families.filter(({ family }) => page.family === null || family.name === page.family);
  const all = wanted.flatMap(({ family, numbers }) => numbers.map((number) => ({ family, number })));
  const shown = all.slice(page.offset, page.offset + page.limit);
  const stored = new Map(
    await Promise.all(
      [...new Set(shown.map(({ family }) => family.name))].map(
        async (name) => [name, await readStored(context, name, evidence)] as const,
      ),
    ),
  );
  return {
    asOf: evidence.session,
    families: families.map(({ family: { name, title, methodPage }, numbers }) => ({
      name,
      title,
      methodPage: `docs/${methodPage}`,
      count: numbers.length,
    })),
    total: all.length,
    numbers: shown.map(({ family, number }) => {
      const found = stored.get(family.name)?.get(number.key);
      return { ...number, value: found?.value ?? number.value, stored: found !== undefined };
    }),
  };
}
