/**
 * Places in the life of a run and a unit at which something may go wrong, by name. A test hangs a function on them to
 * kill, freeze or fail the process exactly there; a program leaves them alone.
 */
export const ENGINE_POINTS = [
  /** The next phase's units and messages are inserted, not yet committed. */
  "phase planned",
  /** The unit is claimed and nothing of it is done. */
  "unit claimed",
  /** Its result is computed, no transaction is open. */
  "unit computed",
  /** Its rows are written in the open transaction. */
  "unit written",
  /** Its completion, counters and perhaps the next phase are in the transaction too. */
  "unit counted",
  /** Its transaction is committed; the message is not acknowledged yet. */
  "unit committed",
] as const;
export type EnginePoint = (typeof ENGINE_POINTS)[number];

/** Called at each point with the name of the phase; what it throws is thrown there. */
export type AtPoint = (point: EnginePoint, phase: string) => Promise<void>;
