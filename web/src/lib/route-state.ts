import { useParams, useSearch } from "@tanstack/react-router";

/** The portfolio in the address; only below `/portfolios/$portfolioId`. */
export function usePortfolioId(): string {
  const { portfolioId } = useParams({ strict: false });
  if (portfolioId === undefined) throw new Error("this page has no portfolio in its address");
  return portfolioId;
}

/** The session in the address (`as_of=YYYY-MM-DD`); null: the latest, also where the address has no such date. */
export function useAsOf(): string | null {
  const { as_of: asOf } = useSearch({ strict: false });
  return asOf !== undefined && /^\d{4}-\d\d-\d\d$/.test(asOf) ? asOf : null;
}
