import type { FinancialStatement } from "#core/instruments/fundamentals.ts";

/** Part of a statement, as a vendor keeps it: income apart from the balance. */
export type StatementPart = Pick<FinancialStatement, "symbol" | "periodEnd" | "frequency" | "currency"> &
  Partial<FinancialStatement>;

const NOTHING = {
  revenue: null,
  netIncome: null,
  epsDiluted: null,
  totalAssets: null,
  totalEquity: null,
  estimateEps: null,
} as const;

/**
 * Statements from their parts, one for each period and frequency, ascending; what a part does not say another one may.
 * Periods that say nothing are left out.
 */
export function joinStatements(parts: readonly StatementPart[]): readonly FinancialStatement[] {
  const statements = new Map<string, FinancialStatement>();
  for (const part of parts) {
    const key = `${part.periodEnd} ${part.frequency}`;
    const said = Object.fromEntries(Object.entries(part).filter(([, value]) => value !== null));
    const { symbol, periodEnd, frequency, currency } = part;
    const before = statements.get(key) ?? { symbol, periodEnd, frequency, currency, ...NOTHING };
    statements.set(key, { ...before, ...said });
  }
  return [...statements]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, statement]) => statement)
    .filter((statement) =>
      (Object.keys(NOTHING) as (keyof typeof NOTHING)[]).some((field) => statement[field] !== null),
    );
}
