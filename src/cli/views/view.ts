import type { Absence } from "#app/absence-reasons.ts";
import type { ApiContext } from "#app/api-context.ts";
import type { CorrelationEstimator } from "#app/correlation-report.ts";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Cell, Column } from "../output.ts";

/** What a view shows of one session: for programs, and for people. */
export interface Shown {
  readonly asOf: PlainDate;
  /** In the words of the API; a number that does not exist has its reason beside it. */
  readonly data: unknown;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** A sentence for people under the table. */
  readonly note?: string;
}

/** What views read from. */
export type ViewContext = Pick<ApiContext, "database" | "calendar" | "betaReferences">;

/** What some views can be asked beside the session. */
export interface ViewOptions {
  /** First session of a history; null: as far back as the view goes by itself. */
  readonly from: PlainDate | null;
  /** One scenario in full; null: all of them. */
  readonly scenario: string | null;
  readonly estimator: CorrelationEstimator;
}

export interface View {
  readonly name: string;
  readonly about: string;
  /** Options that it heeds. */
  readonly accepts?: readonly (keyof ViewOptions)[];
  /** The latest session up to `asOf`, or the latest of all; null where nothing is stored. */
  load(
    context: ViewContext,
    portfolioId: string,
    asOf: PlainDate | null,
    options: ViewOptions,
  ): Promise<Shown | null>;
}

/** A number with a name, as a table of two columns shows it. */
export const PAIRS: readonly Column[] = [{ title: "what" }, { title: "value", right: true }];

/** Columns of which all but the first hold numbers. */
export function numberColumns(first: string, ...rest: readonly string[]): readonly Column[] {
  return [{ title: first }, ...rest.map((title) => ({ title, right: true as const }))];
}

/** Every different reason within the data of a view, in the order in which they come. */
export function reasonsIn(data: unknown, found = new Map<string, Absence>()): readonly Absence[] {
  if (typeof data !== "object" || data === null || ArrayBuffer.isView(data)) return [...found.values()];
  const values = data instanceof Map ? [...data.values()] : Object.values(data);
  for (const value of values) {
    if (isAbsence(value)) found.set(`${value.code} ${value.message}`, value);
    else reasonsIn(value, found);
  }
  return [...found.values()];
}

function isAbsence(value: unknown): value is Absence {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.keys(value).length === 2 &&
    "code" in value &&
    "message" in value
  );
}
