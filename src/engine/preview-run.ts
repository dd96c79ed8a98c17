import { randomUUID } from "node:crypto";
import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Engine } from "./engine.ts";
import type { UnitSpec } from "./phase.ts";
import type { Run } from "./run-state.ts";

/** What a run would do of one job, as things stand. */
export interface PlannedJob {
  readonly phase: string;
  readonly title: string;
  readonly job: string;
  /** Symbols or portfolio ids. */
  readonly subjects: readonly string[];
  readonly grain: "symbol" | "portfolio";
  readonly units: number;
  /** What they count for in the progress, in `itemUnit`. */
  readonly items: number;
  readonly itemUnit: string;
  /** First and last session of any of its units. */
  readonly from: PlainDate;
  readonly to: PlainDate;
}

type Planner<Services> = Pick<Engine<Services>, "phases" | "services" | "database" | "prepare">;

class NothingStored extends Error {}

/**
 * Plans every phase of a run that is not there, and stores nothing: all happens in a transaction that is rolled back.
 * A real run plans a phase when those before have ended, so prices that change or arrive on the way add work that
 * is not here.
 */
export async function previewRun<Services>(
  { phases, services, database, prepare }: Planner<Services>,
  request: Omit<Run, "id" | "status" | "requestedAt">,
): Promise<readonly PlannedJob[]> {
  const run: Run = { ...request, id: randomUUID(), status: "running", requestedAt: new Date() };
  const planned: PlannedJob[] = [];
  try {
    await database.batch.transaction("preview run", async (tx) => {
      await prepare(tx, run);
      for (const phase of phases) {
        const units = await phase.plan({ run, tx, services });
        const { name, title, grain, itemUnit } = phase;
        for (const [job, ofJob] of Map.groupBy(units, (unit) => unit.job))
          planned.push({ phase: name, title, grain, itemUnit, job, ...summed(ofJob) });
      }
      throw new NothingStored();
    });
  } catch (error) {
    if (!(error instanceof NothingStored)) throw error;
  }
  return planned;
}

function summed(
  units: readonly UnitSpec[],
): Pick<PlannedJob, "subjects" | "units" | "items" | "from" | "to"> {
  const [first] = units as readonly [UnitSpec, ...UnitSpec[]];
  return {
    subjects: [...new Set(units.flatMap(({ subjects }) => subjects))],
    units: units.length,
    items: units.reduce((total, unit) => total + unit.items, 0),
    from: units.reduce((from, unit) => (unit.from < from ? unit.from : from), first.from),
    to: units.reduce((to, unit) => (unit.to > to ? unit.to : to), first.to),
  };
}
