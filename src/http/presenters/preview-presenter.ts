import * as z from "zod";
import type { RetryPreview } from "#app/run-control.ts";
import { plainDate, uuid } from "../common-schemas.ts";

/** More of them only make the answer long; how many there are is told. */
const SUBJECTS_SHOWN = 100;

export const retryPreview = z.object({
  portfolio_id: uuid.nullable(),
  start_date: plainDate.nullable().describe("null: from each portfolio's first entry."),
  end_date: plainDate,
  force: z.boolean().describe("Whether what is done already would be done again."),
  jobs: z
    .array(
      z.object({
        phase: z.string(),
        title: z.string(),
        job: z.string(),
        grain: z.enum(["symbol", "portfolio"]),
        units: z.int(),
        items: z.int(),
        item_unit: z.string(),
        start_date: plainDate,
        end_date: plainDate,
        subjects_total: z.int(),
        subjects: z.array(z.string()).describe("Symbols or portfolio ids, at most a hundred."),
      }),
    )
    .describe("In the order in which they run; empty where nothing is missing."),
});

export function presentPreview(preview: RetryPreview): z.output<typeof retryPreview> {
  return {
    portfolio_id: preview.portfolioId,
    start_date: preview.from,
    end_date: preview.to,
    force: preview.force,
    jobs: preview.jobs.map((job) => ({
      phase: job.phase,
      title: job.title,
      job: job.job,
      grain: job.grain,
      units: job.units,
      items: job.items,
      item_unit: job.itemUnit,
      start_date: job.from,
      end_date: job.to,
      subjects_total: job.subjects.length,
      subjects: job.subjects.slice(0, SUBJECTS_SHOWN),
    })),
  };
}
