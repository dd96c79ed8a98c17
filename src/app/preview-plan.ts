import type { ComputePool } from "#batch/compute/compute-pool.ts";
import { PHASES } from "#batch/phases/index.ts";
import { prepareRun } from "#batch/run-hooks.ts";
import type { BatchServices } from "#batch/services.ts";
import { type PlannedJob, previewRun } from "#engine/preview-run.ts";
import type { NewRun } from "#engine/run-store.ts";
import { createProviderChain } from "#providers/chain.ts";

/** Tells what a run would do; see {@link previewRun}. */
export type PreviewPlan = (run: NewRun) => Promise<readonly PlannedJob[]>;

/** Planning asks no provider and computes nothing, so neither is given. */
export function createPreviewPlan(
  services: Pick<BatchServices, "database" | "calendar" | "betaReferences" | "scopeCache" | "log">,
): PreviewPlan {
  const planner = {
    phases: PHASES,
    services: { ...services, providers: createProviderChain([]), compute: NO_COMPUTE },
    database: services.database,
    prepare: (...[tx, run]: Parameters<Parameters<typeof previewRun>[0]["prepare"]>) =>
      prepareRun(services, tx, run),
  };
  return (run) => previewRun(planner, run);
}

const NO_COMPUTE: ComputePool = { portfolios: refuse, symbols: refuse, close: () => Promise.resolve() };

function refuse(): never {
  throw new Error("planning computes nothing");
}
