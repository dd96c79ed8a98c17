import type { ExplainInput, SeriesInput } from "./explanation.ts";

/** The listed inputs by name: all that a reproduction may use. Every function throws RangeError for a name not listed. */
export interface Given {
  /** NaN where it is missing. */
  number(name: string): number;
  text(name: string): string;
  values(name: string): readonly number[];
  labels(name: string): readonly string[];
  has(name: string): boolean;
  /** What stands in the brackets of the inputs `stem[…]`, in their order. */
  indices(stem: string): readonly string[];
}

export function givenBy(inputs: readonly ExplainInput[]): Given {
  const byName = new Map(inputs.map((input) => [input.name, input]));
  if (byName.size < inputs.length) throw new RangeError("two inputs have the same name");
  function find<Kind extends ExplainInput["kind"]>(
    name: string,
    kind: Kind,
  ): Extract<ExplainInput, { kind: Kind }> {
    const input = byName.get(name);
    if (input?.kind !== kind) throw new RangeError(`no input ${name} that is a ${kind}`);
    return input as Extract<ExplainInput, { kind: Kind }>;
  }
  const series = (name: string): SeriesInput => find(name, "series");
  return {
    number: (name) => find(name, "number").value,
    text: (name) => find(name, "text").value,
    values: (name) => series(name).values,
    labels: (name) => series(name).labels,
    has: (name) => byName.has(name),
    indices: (stem) =>
      inputs.flatMap(({ name }) =>
        name.startsWith(`${stem}[`) && name.endsWith("]") ? [name.slice(stem.length + 1, -1)] : [],
      ),
  };
}
