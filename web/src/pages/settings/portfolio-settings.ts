import type { Answer } from "@/api/api-query.ts";

type Portfolio = Pick<
  Answer<"/api/v1/portfolios/{id}">,
  "name" | "account_name" | "account_type" | "description" | "equity_balance" | "equity_as_of"
>;

/** What is stated about a portfolio, as its form holds it. */
export interface PortfolioSettings {
  readonly portfolio_name: string;
  readonly account_name: string;
  readonly account_type: string;
  readonly description: string;
  readonly equity_balance: string;
  readonly equity_as_of: string;
}

export const ACCOUNT_TYPES = [
  { value: "taxable", label: "Taxable" },
  { value: "ira", label: "IRA" },
  { value: "roth_ira", label: "Roth IRA" },
  { value: "401k", label: "401(k)" },
  { value: "403b", label: "403(b)" },
  { value: "529", label: "529 plan" },
  { value: "hsa", label: "HSA" },
  { value: "trust", label: "Trust" },
  { value: "other", label: "Other" },
] as const;

export function settingsOf(portfolio: Portfolio): PortfolioSettings {
  return {
    portfolio_name: portfolio.name,
    account_name: portfolio.account_name,
    account_type: portfolio.account_type,
    description: portfolio.description ?? "",
    equity_balance: String(portfolio.equity_balance),
    equity_as_of: portfolio.equity_as_of ?? "",
  };
}

/** The fields that differ; an emptied one that may be empty is null. */
export function changedSettings(
  before: PortfolioSettings,
  after: PortfolioSettings,
): Readonly<Record<string, string | null>> {
  const changes: Record<string, string | null> = {};
  for (const [field, value] of Object.entries(after) as [keyof PortfolioSettings, string][]) {
    if (value === before[field]) continue;
    const mayBeEmpty = field === "description" || field === "equity_as_of";
    changes[field] = mayBeEmpty && value.trim() === "" ? null : value;
  }
  return changes;
}

/** Whether results change with it. */
export function isEquityChanged(changes: Readonly<Record<string, unknown>>): boolean {
  return "equity_balance" in changes || "equity_as_of" in changes;
}
