const NAMES: Readonly<Record<string, string>> = {
  "market-data": "Market data",
  "company-profiles": "Company profiles",
  fundamentals: "Fundamentals",
  "symbol-factors": "Symbol factors",
  "symbol-metrics": "Symbol metrics",
  "position-values": "Position values",
  "pnl-snapshots": "P&L and snapshots",
  "position-updates": "Position updates",
  "sector-tags": "Sector tags",
  "risk-analytics": "Risk analytics",
  "factor-exposures": "Factor exposures",
  volatility: "Volatility",
  correlations: "Correlations",
  concentration: "Concentration",
  "risk-metrics": "Risk metrics",
  "stress-tests": "Stress tests",
};

/** A phase or job as readers call it; its id where it is of a later version. */
export function jobName(id: string): string {
  return NAMES[id] ?? id;
}
