import type { AppDatabase, Transaction } from "#db/types.ts";
import type { Log } from "#log";
import type { AtPoint } from "./engine-points.ts";
import type { Phase } from "./phase.ts";
import type { Run } from "./run-state.ts";
import type { Transport } from "./transport.ts";

/** What the engine's functions share: the list of phases, the database, the transport, and what phases need. */
export interface Engine<Services> {
  readonly phases: readonly Phase<Services>[];
  readonly services: Services;
  readonly database: AppDatabase;
  readonly transport: Transport;
  readonly log: Log;
  /** Prepares a run before its first phase, in the transaction that starts it. */
  readonly prepare: (tx: Transaction, run: Run) => Promise<void>;
  /** Told of every unit this process took up, when it is done with it. */
  readonly onUnit?: (unit: UnitTaken) => void;
  /** For tests that force a fault at a named point. */
  readonly atPoint?: AtPoint;
  /** Whether facts changed so that results of this run are outdated already. */
  readonly hasOutdatedResults: (tx: Transaction, run: Run) => Promise<boolean>;
}

/** A unit as the worker that took it up leaves it. */
export interface UnitTaken {
  readonly phase: string;
  /** `retried` and `stopped` will be taken up again, here or elsewhere; a stopped one of a cancelled run will not. */
  readonly outcome: "completed" | "partial" | "failed" | "split" | "retried" | "stopped";
  /** Rows stored. */
  readonly rows: number;
  /** From the claim until it was left. */
  readonly seconds: number;
  /** From the planning of its phase until it was first taken up; null for a later attempt. */
  readonly queuedSeconds: number | null;
}

/** The phase of this name. A name that is not in the list comes from a newer program and cannot be run here. */
export function phaseNamed<Services>(engine: Engine<Services>, name: string): Phase<Services> {
  const phase = engine.phases.find((candidate) => candidate.name === name);
  if (phase === undefined) throw new RangeError(`this program has no phase ${JSON.stringify(name)}`);
  return phase;
}
