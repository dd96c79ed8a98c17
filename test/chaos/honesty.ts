/** A run as one look saw it. */
export interface Look {
  readonly runId: string;
  readonly status: string;
  readonly percent: number;
  /** Whether it says when it finished. */
  readonly finished: boolean;
  /** Units and phases that have still to be done, as counted by the same look; null where it did not count. */
  readonly open: number | null;
  /** Whatever grows while the run gets on. */
  readonly done: number;
}

const ORDER = ["queued", "running", "cancelling"];
const FULL = new Set(["completed", "partial"]);

/** Holds each look against those before it, and says what a person watching would have been told wrongly. */
export function createJudge() {
  const last = new Map<string, Look>();
  const lies: string[] = [];
  let looks = 0;

  const accuse = (look: Look, what: string) =>
    lies.push(`run ${look.runId}: ${what} (${JSON.stringify(look)})`);

  return {
    lies: lies as readonly string[],
    get looks() {
      return looks;
    },
    /** Runs that must be found again. */
    known: () => [...last.keys()],
    look(look: Look): void {
      looks++;
      const { status, percent, finished, open } = look;
      const terminal = !ORDER.includes(status);
      const before = last.get(look.runId);
      if (before !== undefined) {
        const wasTerminal = !ORDER.includes(before.status);
        if (wasTerminal && before.status !== status) accuse(look, `was ${before.status} before`);
        if (!wasTerminal && ORDER.indexOf(before.status) > ORDER.indexOf(status) && !terminal)
          accuse(look, `was ${before.status} before`);
        if (percent < before.percent) accuse(look, `went back from ${before.percent} %`);
        if (before.done > look.done) accuse(look, `had ${before.done} done before`);
      }
      if (FULL.has(status) !== (percent === 100)) accuse(look, "100 % and its end do not agree");
      if (terminal !== finished) accuse(look, "its status and the time of its end do not agree");
      if (terminal && open !== null && open > 0) accuse(look, "ended with something still open");
      last.set(look.runId, look);
    },
    /** Of these runs, those that are not there any more have been lost. */
    found(runIds: ReadonlySet<string>): void {
      for (const look of last.values()) if (!runIds.has(look.runId)) accuse(look, "was lost");
    },
    lie: (what: string) => void lies.push(what),
  };
}
export type Judge = ReturnType<typeof createJudge>;
