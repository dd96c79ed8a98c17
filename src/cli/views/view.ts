import type { ApiContext } from "#app/api-context.ts";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Cell, Column } from "../output.ts";

/** What a view shows of one session: for programs, and for people. */
export interface Shown {
  readonly asOf: PlainDate;
  readonly data: unknown;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** A sentence for people under the table. */
  readonly note?: string;
}

/** What views read from. */
export type ViewContext = Pick<ApiContext, "database" | "calendar" | "betaReferences">;

export interface View {
  readonly name: string;
  readonly about: string;
  /** The latest session up to `asOf`, or the latest of all; null where nothing is stored. */
  load(context: ViewContext, portfolioId: string, asOf: PlainDate | null): Promise<Shown | null>;
}

/** A number with a name, as a table of two columns shows it. */
export const PAIRS: readonly Column[] = [{ title: "what" }, { title: "value", right: true }];
