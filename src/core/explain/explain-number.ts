import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Evidence } from "./evidence.ts";
import type {
  ExplainableNumber,
  ExplainFamily,
  ExplainInput,
  InputSource,
  Reasoning,
} from "./explanation.ts";
import { EXPLAIN_FAMILIES } from "./families.ts";
import { givenBy } from "./given.ts";
import { partsOf } from "./keys.ts";

/** A number with how it comes about, and what that gives. */
export interface Explained {
  readonly family: ExplainFamily;
  readonly number: ExplainableNumber;
  readonly reasoning: Reasoning;
  /** From the listed inputs; NaN where there is no number. */
  readonly reproduced: number;
}

/** The family a key belongs to, or null. */
export function familyOf(key: string): ExplainFamily | null {
  const [name] = partsOf(key);
  return EXPLAIN_FAMILIES.find((family) => family.name === name) ?? null;
}

/** Explains one number of the evidence's session; null where there is none of this key. */
export function explainNumber(key: string, evidence: Evidence): Explained | null {
  const family = familyOf(key);
  const number = family?.numbers(evidence).find((one) => one.key === key);
  if (family === null || number === undefined) return null;
  const [, ...path] = partsOf(number.key);
  const reasoning = family.explain(number, path, evidence);
  return { family, number, reasoning, reproduced: reasoning.reproduce(givenBy(reasoning.inputs)) };
}

/** Every key of the session. */
export function explainableKeys(evidence: Evidence): readonly string[] {
  return EXPLAIN_FAMILIES.flatMap((family) => family.numbers(evidence).map(({ key }) => key));
}

/** Values that an input lacks. */
export interface MissingInput {
  readonly name: string;
  readonly count: number;
  /** The first of them by label; none where the input is a single number. */
  readonly labels: readonly string[];
}

const SHOWN_LABELS = 10;

/** What is missing among some inputs. */
export function missingInputs(inputs: readonly ExplainInput[]): readonly MissingInput[] {
  return inputs.flatMap((input) => {
    if (input.kind === "text") return [];
    if (input.kind === "number")
      return Number.isNaN(input.value) ? [{ name: input.name, count: 1, labels: [] }] : [];
    const labels = input.labels.filter((_, i) => Number.isNaN(input.values[i]!));
    return labels.length === 0
      ? []
      : [{ name: input.name, count: labels.length, labels: labels.slice(0, SHOWN_LABELS) }];
  });
}

/** Symbols of the market that some inputs rest on, directly or through another number, sorted. */
export function symbolsBehind(inputs: readonly ExplainInput[], evidence: Evidence): readonly string[] {
  const known = new Set(evidence.market.prices.symbols);
  const ofLot = new Map(
    evidence.valuation.lots.map(({ position, kind }) => [
      position.id,
      kind === "market" || kind === "option"
        ? [position.symbol, position.option?.underlying ?? position.symbol]
        : [],
    ]),
  );
  const symbols = inputs.flatMap(({ source }) => symbolsOfSource(source, ofLot));
  return [...new Set(symbols.filter((symbol) => known.has(symbol)))].sort();
}

function symbolsOfSource(
  source: InputSource,
  ofLot: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  switch (source.kind) {
    case "prices":
      return [source.symbol];
    case "profile":
      return source.symbols;
    case "fact":
      return source.of === "position" ? source.ids.flatMap((id) => ofLot.get(id) ?? []) : [];
    case "result":
      return source.keys.flatMap((key) => partsOf(key).flatMap((part) => ofLot.get(part) ?? [part]));
    case "constant":
    case "table":
      return [];
  }
}

/** First and last session of the inputs, where they have any. */
export function sessionsOf(inputs: readonly ExplainInput[]): readonly [PlainDate, PlainDate] | null {
  const sessions = inputs
    .flatMap((input) => [
      ...(input.session === null ? [] : [input.session]),
      ...(input.kind === "series" && input.by === "session" ? input.labels : []),
    ])
    .sort();
  const [first, last] = [sessions[0], sessions.at(-1)];
  return first === undefined || last === undefined ? null : [first, last];
}
