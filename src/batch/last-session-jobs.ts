import { PHASES } from "./phases/index.ts";
import { RISK_JOBS } from "./phases/risk-analytics.ts";

/** Jobs that store nothing but the last session of a run: earlier sessions are never completed, and never missing. */
export const LAST_SESSION_JOBS: ReadonlySet<string> = new Set(
  [...PHASES, ...RISK_JOBS]
    .filter((job) => "sessions" in job && job.sessions === "last")
    .map(({ name }) => name),
);
