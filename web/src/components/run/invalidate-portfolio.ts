import { queryClient } from "@/api/query-client.ts";

const LIST = "/api/v1/portfolios";

/** Reads again, when it is next seen, everything that is about a portfolio, and the list of all. */
export async function invalidatePortfolio(portfolioId: string): Promise<void> {
  await queryClient.invalidateQueries({
    predicate: ({ queryKey: [path, params] }) => path === LIST || isAbout(params, portfolioId),
  });
}

/** Whether the parameters of a query name the portfolio in their path. */
function isAbout(params: unknown, portfolioId: string): boolean {
  if (typeof params !== "object" || params === null || !("path" in params)) return false;
  const { path } = params;
  return typeof path === "object" && path !== null && Object.values(path).includes(portfolioId);
}
