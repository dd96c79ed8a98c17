import * as z from "zod";
import type { ExplainedRun, NumberExplanation } from "#app/explain/explain-stored-number.ts";
import type { Catalogue } from "#app/explain/list-explainable.ts";
import type { ExplainInput, InputSource } from "#core/explain/explanation.ts";
import type { PriceSource } from "#db/stores/price-source-store.ts";
import { orNull } from "../analytic-route.ts";
import { instant, numberOrNull, plainDate, uuid } from "../common-schemas.ts";

const inputSource = z.object({
  kind: z.enum(["fact", "prices", "profile", "result", "constant", "table"]),
  of: z.string().optional().describe("Of a fact: portfolio, position or flow."),
  ids: z.array(z.string()).optional().describe("Ids of what the fact was stated of, one a value."),
  field: z.string().optional().describe("Field of the fact or of the company profile."),
  symbol: z.string().optional().describe("Symbol of the prices."),
  series: z.string().optional().describe("close, adjusted close, volume, dividend or split."),
  symbols: z.array(z.string()).optional().describe("Symbols of the profiles."),
  keys: z
    .array(z.string())
    .optional()
    .describe("Numbers that have an explanation of their own, one a value."),
  table: z.string().optional().describe("Table of the program: factors or scenarios."),
  row: z.string().optional().describe("Row of the table."),
});

const input = z.object({
  name: z.string().describe("As the formula writes it; P[SPY] is the P of SPY."),
  about: z.string(),
  unit: z.string(),
  session: plainDate
    .nullable()
    .describe("Session of the value, or of all values; null where each has its own or none has."),
  source: inputSource,
  value: z
    .union([z.number(), z.string()])
    .nullable()
    .optional()
    .describe("Where it is one; null where it is missing."),
  by: z.string().optional().describe("What the values are listed by: session, holding, position, factor …"),
  labels: z.array(z.string()).optional(),
  values: z.array(numberOrNull).optional().describe("One a label; null where it is missing."),
});

const source = z.object({
  symbol: z.string(),
  provider: z.string().nullable(),
  closes: z.enum(["raw", "adjusted"]).nullable().describe("Whether the provider gives closes as printed."),
  covered_from: plainDate.nullable(),
  covered_to: plainDate.nullable(),
  price_revision: z.int().describe("Goes up when stored history changes."),
  last_fetch: z
    .object({
      at: instant,
      provider: z.string().nullable(),
      from: plainDate.nullable(),
      to: plainDate.nullable(),
    })
    .nullable(),
  profile: z.object({ provider: z.string(), updated_at: instant }).nullable(),
});

export const explanation = z.object({
  key: z.string(),
  title: z.string(),
  unit: z.string(),
  value: numberOrNull,
  reason: z
    .object({
      code: z.string(),
      message: z.string(),
      needed: z.int().nullable().describe("Observations that the estimate needs."),
      got: z.int().nullable(),
    })
    .nullable()
    .describe("Why the value is null."),
  stored: z
    .boolean()
    .describe("Whether a run stored the value; else it is computed now by the run's functions."),
  run: z
    .object({ id: uuid, trigger: z.string(), status: z.string(), finished_at: instant.nullable() })
    .nullable()
    .describe(
      "The run that stored it; null where it is not stored, or a run of another portfolio stored it.",
    ),
  method: z.int().describe("Version of the methods."),
  inputs_changed: z
    .boolean()
    .describe("Whether facts or prices changed since; the next run may give another value."),
  formula: z.string(),
  method_page: z.string(),
  inputs: z.array(input),
  missing: z
    .array(z.object({ name: z.string(), count: z.int(), labels: z.array(z.string()) }))
    .describe("Values that the inputs lack, with the first of their labels."),
  reproduced: numberOrNull.describe("The value from these inputs and nothing else."),
  difference: numberOrNull.describe("reproduced − value."),
  agrees: z.boolean(),
  tolerance: z
    .object({ relative: z.number(), absolute: z.number() })
    .describe("Within one of the two, value and reproduction agree."),
  sources: z.array(source).describe("Where the prices behind it come from, by symbol."),
});

export const catalogue = z.object({
  families: z.array(
    z.object({ name: z.string(), title: z.string(), method_page: z.string(), count: z.int() }),
  ),
  total: z.int().describe("Numbers there are, of the family asked for or of all."),
  numbers: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      unit: z.string(),
      value: numberOrNull,
      stored: z.boolean(),
    }),
  ),
});

export function presentExplanation(found: NumberExplanation): z.output<typeof explanation> {
  const { reason, run } = found;
  return {
    key: found.key,
    title: found.title,
    unit: found.unit,
    value: orNull(found.value),
    reason:
      reason === null
        ? null
        : {
            code: reason.code,
            message: reason.message,
            needed: reason.needed ?? null,
            got: reason.got ?? null,
          },
    stored: found.stored,
    run: run === null ? null : presentRun(run),
    method: found.method,
    inputs_changed: found.inputsChanged,
    formula: found.formula,
    method_page: found.methodPage,
    inputs: found.inputs.map(presentInput),
    missing: found.missing.map(({ name, count, labels }) => ({ name, count, labels: [...labels] })),
    reproduced: orNull(found.reproduced),
    difference: orNull(found.difference),
    agrees: found.agrees,
    tolerance: found.tolerance,
    sources: found.sources.map(presentSource),
  };
}

function presentRun({ id, trigger, status, finishedAt }: ExplainedRun) {
  return { id, trigger, status, finished_at: finishedAt?.toISOString() ?? null };
}

function presentInput(found: ExplainInput): z.output<typeof input> {
  const { name, about, unit, session } = found;
  const shared = { name, about, unit, session, source: presentInputSource(found.source) };
  switch (found.kind) {
    case "number":
      return { ...shared, value: orNull(found.value) };
    case "text":
      return { ...shared, value: found.value };
    case "series":
      return { ...shared, by: found.by, labels: [...found.labels], values: found.values.map(orNull) };
  }
}

function presentInputSource(found: InputSource): z.output<typeof inputSource> {
  switch (found.kind) {
    case "fact":
      return { ...found, ids: [...found.ids] };
    case "profile":
      return { ...found, symbols: [...found.symbols] };
    case "result":
      return { ...found, keys: [...found.keys] };
    case "prices":
    case "constant":
    case "table":
      return { ...found };
  }
}

function presentSource(found: PriceSource): z.output<typeof source> {
  return {
    symbol: found.symbol,
    provider: found.provider,
    closes: found.closesAreRaw === null ? null : found.closesAreRaw ? "raw" : "adjusted",
    covered_from: found.coveredFrom,
    covered_to: found.coveredTo,
    price_revision: found.priceRevision,
    last_fetch:
      found.fetchedAt === null
        ? null
        : {
            at: found.fetchedAt.toISOString(),
            provider: found.fetchProvider,
            from: found.fetchedFrom,
            to: found.fetchedTo,
          },
    profile:
      found.profileProvider === null || found.profileUpdatedAt === null
        ? null
        : { provider: found.profileProvider, updated_at: found.profileUpdatedAt.toISOString() },
  };
}

export function presentCatalogue({ families, total, numbers }: Catalogue): z.output<typeof catalogue> {
  return {
    families: families.map(({ name, title, methodPage, count }) => ({
      name,
      title,
      method_page: methodPage,
      count,
    })),
    total,
    numbers: numbers.map(({ key, title, unit, value, stored }) => ({
      key,
      title,
      unit,
      value: orNull(value),
      stored,
    })),
  };
}
