import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Transaction } from "#db/types.ts";
import type { Run } from "./run-state.ts";

/**
 * What the engine knows of a phase. It plans units (subjects times sessions), runs them, and keeps their
 * records; what they compute is the phase's business. A phase holds no retry loop and no status.
 */
export interface Phase<Services> {
  readonly name: string;
  /** Label for people; code uses the name. */
  readonly number: string;
  readonly title: string;
  readonly grain: "symbol" | "portfolio";
  /** What its items are called in progress messages. */
  readonly itemUnit: string;
  /** Phases whose output it reads. */
  readonly needs: readonly string[];
  /** Tables it reads and writes. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Longest time one unit may take, from claim to commit. */
  readonly timeoutMs: number;
  /** Share in the percentage, relative to the other phases. */
  readonly weight: number;
  /** Whether a run without any success in this phase has failed as a whole. */
  readonly essential: boolean;
  /** The units that are missing. Runs in the transaction that opens the phase. */
  plan(context: PlanContext<Services>): Promise<readonly UnitSpec[]>;
  /** Gathers and computes outside any transaction, and returns what stores the result inside one. */
  run(context: UnitContext<Services>, unit: UnitSpec): Promise<UnitWriter>;
}

/** Subjects times sessions of one phase's job: what is claimed and committed together. */
export interface UnitSpec {
  /** The job of the phase; the phase's own name where it has one job. */
  readonly job: string;
  /** Symbols or portfolio ids. */
  readonly subjects: readonly string[];
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** What it counts for in the progress. */
  readonly items: number;
}

export interface PlanContext<Services> {
  readonly run: Run;
  readonly tx: Transaction;
  readonly services: Services;
}

export interface UnitContext<Services> {
  readonly run: Run;
  readonly services: Services;
  /** Aborts on cancel, time-out, lost claim and shutdown. */
  readonly signal: AbortSignal;
}

/** Stores a unit's output in the transaction that also holds its completion. Throws InputsChanged to start over. */
export type UnitWriter = (tx: Transaction) => Promise<UnitOutcome>;

export interface UnitOutcome {
  readonly rows: number;
  /** Subjects that could not be computed; the others are stored. */
  readonly failures: readonly SubjectFailure[];
  readonly events: readonly NewEvent[];
}

export interface SubjectFailure {
  readonly subject: string;
  readonly code: string;
  readonly message: string;
}

export interface NewEvent {
  readonly level: "info" | "warning" | "error";
  readonly subject?: string;
  readonly code?: string;
  readonly message: string;
}

/** The facts a unit was computed from changed before it was stored; it is computed again at once. */
export class InputsChanged extends Error {
  constructor() {
    super("the inputs changed while the unit was computed");
    this.name = "InputsChanged";
  }
}
