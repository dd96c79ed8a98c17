import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./problem.ts";

/** Results change when a run ends, and its end makes them stale here; what others did shows within a minute. */
const STALE_MS = 60_000;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: STALE_MS,
      retry: (failures, error) => failures < 3 && mayPass(error),
      retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 5_000),
    },
  },
});

/** Whether asking again may help: no answer, too busy, or the server's own failure. */
function mayPass(error: Error): boolean {
  return error instanceof ApiProblem && (error.status === 0 || error.status >= 500);
}
