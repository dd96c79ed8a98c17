import type { Answer } from "@/api/api-query.ts";

export type FactorsAnswer = NonNullable<
  Answer<"/api/v1/analytics/portfolio/{portfolio_id}/factor-exposures">["data"]
>;
export type Factor = FactorsAnswer["factors"][number];

export interface FactorGroup {
  readonly title: string;
  /** How its exposures are estimated, in a line. */
  readonly method: string;
  readonly factors: readonly Factor[];
}

const GROUPS = [
  {
    title: "Market and rates",
    models: ["market", "provider", "rates"],
    method: "Each measured alone against one proxy; the provider's beta is taken as given.",
  },
  {
    title: "Spreads",
    models: ["spread"],
    method: "Each long-short pair measured alone, so that what they share counts in all.",
  },
  {
    title: "Joint model",
    models: ["joint"],
    method: "All seven measured together: each is what is left beside the others. Risk and stress use these.",
  },
  {
    title: "Style ridge",
    models: ["ridge"],
    method: "Six styles measured together with a penalty, which has no standard error.",
  },
] as const satisfies readonly {
  readonly title: string;
  readonly models: readonly string[];
  readonly method: string;
}[];

/** The factors by how they are estimated, in the order of display; unknown estimators come last. */
export function groupFactors(factors: readonly Factor[]): readonly FactorGroup[] {
  const known: ReadonlySet<string> = new Set(GROUPS.flatMap(({ models }): readonly string[] => models));
  const groups: FactorGroup[] = GROUPS.map(({ title, models, method }) => ({
    title,
    method,
    factors: factors.filter(({ model }) => (models as readonly string[]).includes(model)),
  }));
  const rest = factors.filter(({ model }) => !known.has(model));
  return [...groups, { title: "Other", method: "", factors: rest }].filter(
    (group) => group.factors.length > 0,
  );
}

/** A factor's name where its group is known: `Joint Growth-Value` is `Growth-Value`. */
export function shortName(name: string): string {
  return longName(name)
    .replace(/^Joint /, "")
    .replace(/ spread$/, "");
}

/** A factor's name where its group is not in sight: `Growth-Value Spread` is `Growth-Value spread`. */
export function longName(name: string): string {
  return name
    .replace(/ Spread$/, " spread")
    .replace(/ \(\d+D\)$/, "")
    .replace(/^IR Beta$/, "Rates beta")
    .replace(/ Beta$/, " beta");
}

/** Where a factor's numbers are explained: `factors/joint_growth_value/exposure`. */
export function explainKey({ name, model }: Pick<Factor, "name" | "model">): string {
  const word = shortName(name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_");
  const column =
    model === "market" || model === "rates"
      ? model
      : model === "provider"
        ? "provider_beta"
        : `${model}_${word}`;
  return `factors/${column}/exposure`;
}
