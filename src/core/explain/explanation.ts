import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Evidence } from "./evidence.ts";
import type { Given } from "./given.ts";

/** What a number is measured in. Annualised numbers say so; returns and variances without it are of one session. */
export type Unit =
  | "USD"
  | "USD per unit"
  | "USD, adjusted"
  | "units"
  | "shares a session"
  | "fraction"
  | "fraction of NAV"
  | "fraction a year"
  | "fraction a session"
  | "variance a session"
  | "per unit of factor return"
  | "ratio"
  | "years"
  | "percent"
  | "basis points"
  | "count"
  | "text";

/** Series of the market a price input is cut from. */
export type PriceSeries = "close" | "adjusted close" | "volume" | "dividend" | "split";

/** Where an input comes from. */
export type InputSource =
  /** What the owner stated: of the portfolio itself, of a lot, or of a change of equity. */
  | {
      readonly kind: "fact";
      readonly of: "portfolio" | "position" | "flow";
      readonly ids: readonly string[];
      readonly field: string;
    }
  | { readonly kind: "prices"; readonly symbol: string; readonly series: PriceSeries }
  | { readonly kind: "profile"; readonly symbols: readonly string[]; readonly field: string }
  /** Other numbers that have an explanation of their own: one key for each value. */
  | { readonly kind: "result"; readonly keys: readonly string[] }
  | { readonly kind: "constant" }
  | { readonly kind: "table"; readonly table: "factors" | "scenarios"; readonly row: string };

interface Described {
  /** As the formula writes it, with the index in brackets where each symbol or lot has its own: `P[SPY]`. */
  readonly name: string;
  readonly about: string;
  readonly unit: Unit;
  readonly source: InputSource;
  /** Session of the number, or of every value of a series that is not by session; null where it has none. */
  readonly session: PlainDate | null;
}

export interface NumberInput extends Described {
  readonly kind: "number";
  /** NaN where it is missing. */
  readonly value: number;
}

export interface TextInput extends Described {
  readonly kind: "text";
  readonly value: string;
}

export type LabelKind = "session" | "holding" | "position" | "flow" | "factor" | "pair" | "scenario";

export interface SeriesInput extends Described {
  readonly kind: "series";
  readonly by: LabelKind;
  readonly labels: readonly string[];
  /** One a label; NaN where it is missing. */
  readonly values: readonly number[];
}

export type ExplainInput = NumberInput | TextInput | SeriesInput;

/** Why there is no number. */
export interface Absence {
  readonly code: string;
  readonly message: string;
  /** Observations that an estimate needs, and those there are. */
  readonly needed?: number;
  readonly got?: number;
}

/** A number that has an explanation. */
export interface ExplainableNumber {
  /** The family's name and what identifies the number in it, joined by `/`; see `keyOf`. */
  readonly key: string;
  readonly title: string;
  readonly unit: Unit;
  /** By the functions a run uses; NaN where there is no estimate. */
  readonly value: number;
}

/** How a number comes about. */
export interface Reasoning {
  /** One line; names are those of the inputs. */
  readonly formula: string;
  readonly inputs: readonly ExplainInput[];
  /**
   * The number from the listed inputs and nothing else, as a textbook has it rather than by the functions that a run
   * uses, so that agreement means something. NaN where there is none.
   */
  readonly reproduce: (given: Given) => number;
  /** Why there is no number, where that can be. */
  readonly absence?: Absence;
  /** File under docs that has the formula, where it is not the family's. */
  readonly methodPage?: string;
}

/** Numbers that are explained alike: those of one table. */
export interface ExplainFamily {
  /** First part of every key. */
  readonly name: string;
  readonly title: string;
  /** File under docs that has the formulas. */
  readonly methodPage: string;
  /** Every number of the family at the session of the evidence. */
  readonly numbers: (evidence: Evidence) => readonly ExplainableNumber[];
  /** `path`: the parts of its key after the family's name. The number is one of `numbers`. */
  readonly explain: (number: ExplainableNumber, path: readonly string[], evidence: Evidence) => Reasoning;
}
