import { replaceSectorTags } from "#db/stores/position-mark-store.ts";
import type { Phase } from "#engine/phase.ts";
import { sectorTags as computation } from "../compute/computations/sector-tags.ts";
import { portfolioJob, runnable } from "../portfolio-job.ts";
import type { BatchServices } from "../services.ts";

const job = portfolioJob(computation, (tx, { run }, results) =>
  replaceSectorTags(
    tx,
    results.flatMap(({ facts, result }) => result.map((tag) => ({ portfolioId: facts.id, ...tag }))),
    run.id,
  ),
);

/** Tags set by the owner stay untouched. */
export const sectorTags: Phase<BatchServices> = {
  number: "5",
  title: "Sector tags",
  grain: "portfolio",
  itemUnit: "portfolios",
  needs: ["company-profiles"],
  reads: ["positions", "company_profiles"],
  writes: ["position_tags"],
  timeoutMs: 90_000,
  weight: 2,
  essential: false,
  ...runnable(job),
};
