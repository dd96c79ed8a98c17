import type { NumberExplanation } from "#app/explain/explain-stored-number.ts";
import type { ExplainInput, InputSource, SeriesInput } from "#core/explain/explanation.ts";
import type { Cli } from "./cli.ts";
import { type Cell, minuteOf, printLine, printTable } from "./output.ts";

/** Digits that tell two numbers apart without filling the line; JSON has all of them. */
const DIGITS = 10;

/** Values of one input that are listed one by one; of a longer series by session only its ends are. */
const MOST_LISTED = 60;

/** An explanation as tables. */
export function printExplanation(cli: Cli, found: NumberExplanation): void {
  const { value, unit, reason, run, inputs, missing, sources } = found;
  printLine(cli, `${found.key}: ${found.title}`);
  printLine(
    cli,
    `as of ${found.asOf}: ${numberText(value) ?? "no value"}${reason === null ? `, ${unit}` : ""}`,
  );
  if (reason !== null) printLine(cli, `${reason.code}: ${reason.message}`);
  printLine(cli, `${originText(found, run)}; methods version ${found.method}`);
  if (found.inputsChanged)
    printLine(cli, "Facts or prices changed since: the next run may give another value.");
  printLine(cli, `${found.formula} (${found.methodPage})`);
  printLine(cli);
  printTable(
    cli,
    [
      { title: "input" },
      { title: "what" },
      { title: "of" },
      { title: "value", right: true },
      { title: "unit" },
      { title: "source" },
    ],
    inputs.flatMap(inputRows),
  );
  printLine(cli);
  for (const { name, count, labels } of missing)
    printLine(
      cli,
      `${name} lacks ${count === 1 ? "a value" : `${count} values`}${labels.length === 0 ? "" : `: ${labels.join(", ")}${count > labels.length ? " …" : ""}`}.`,
    );
  printLine(cli, reproductionText(found));
  if (sources.length === 0) return;
  printLine(cli);
  printTable(
    cli,
    [
      { title: "symbol" },
      { title: "provider" },
      { title: "closes" },
      { title: "from" },
      { title: "to" },
      { title: "revision", right: true },
      { title: "last fetched" },
    ],
    sources.map((source) => [
      source.symbol,
      source.provider,
      source.closesAreRaw === null ? null : source.closesAreRaw ? "raw" : "adjusted",
      source.coveredFrom,
      source.coveredTo,
      source.priceRevision,
      source.fetchedAt === null ? null : minuteOf(source.fetchedAt),
    ]),
  );
}

function originText({ stored }: NumberExplanation, run: NumberExplanation["run"]): string {
  if (!stored) return "computed now: no run stores it for this session";
  if (run === null) return "stored by a run of all symbols";
  const finished = run.finishedAt === null ? "" : `, finished ${minuteOf(run.finishedAt)}`;
  return `stored by ${run.trigger} run ${run.id.slice(0, 8)} (${run.status}${finished})`;
}

function reproductionText({ reproduced, difference, agrees, tolerance }: NumberExplanation): string {
  const text = numberText(reproduced);
  if (text === null) return `The inputs give no value${agrees ? " either" : ""}.`;
  const verdict = agrees ? "agrees" : "does not agree";
  return `From these inputs: ${text}; it ${verdict} (difference ${Number.isNaN(difference) ? "–" : difference.toExponential(1)}, tolerance ${tolerance.relative} relative or ${tolerance.absolute}).`;
}

function inputRows(input: ExplainInput): readonly (readonly Cell[])[] {
  const { name, about, unit, session } = input;
  const shared = [name, about, session] as const;
  switch (input.kind) {
    case "number":
      return [[...shared, numberText(input.value), unit, sourceText(input.source, 0)]];
    case "text":
      return [[...shared, input.value === "" ? null : input.value, null, sourceText(input.source, 0)]];
    case "series":
      return seriesRows(input);
  }
}

/** A line for each value; for a long series by session one line that tells its ends. */
function seriesRows(input: SeriesInput): readonly (readonly Cell[])[] {
  const { name, about, unit, by, labels, values, source } = input;
  if (labels.length === 0) return [[name, about, null, "none", unit, null]];
  if (by === "session" && labels.length > MOST_LISTED) {
    const ends = `${labels[0]} … ${labels.at(-1)}`;
    return [[name, about, ends, `${labels.length} values`, unit, sourceText(source, 0)]];
  }
  return labels.map((label, i) => [
    i === 0 ? name : "",
    i === 0 ? about : "",
    label,
    numberText(values[i]!),
    i === 0 ? unit : "",
    sourceText(source, i),
  ]);
}

function sourceText(source: InputSource, index: number): string {
  switch (source.kind) {
    case "fact":
      return `stated: ${source.field}`;
    case "prices":
      return `prices: ${source.series} of ${source.symbol}`;
    case "profile":
      return `profile: ${source.field}`;
    case "result":
      return source.keys[index] ?? "";
    case "constant":
      return "constant";
    case "table":
      return `${source.table}: ${source.row}`;
  }
}

/** Null where there is none. */
export function numberText(value: number): string | null {
  return Number.isNaN(value) ? null : String(Number(value.toPrecision(DIGITS)));
}
