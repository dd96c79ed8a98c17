import { authorizedFetch } from "@/api/authorized-fetch.ts";
import { problemOf } from "@/api/problem.ts";
import { download } from "@/lib/download.ts";

/** Hands the reader the whole log of the portfolio's latest run. Throws an ApiProblem. */
export async function downloadRunLog(portfolioId: string): Promise<void> {
  const response = await authorizedFetch(
    new Request(`/api/v1/onboarding/status/${portfolioId}/logs?format=txt`),
  );
  if (!response.ok) throw await problemOf(response);
  download("calculation-log.txt", await response.blob());
}
