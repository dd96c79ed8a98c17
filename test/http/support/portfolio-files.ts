/** A positions file as a browser sends it. */
export function csvFile(text: string, name = "positions.csv"): File {
  return new File([text], name, { type: "text/csv" });
}

export const HEADER = "Symbol,Quantity,Entry Price Per Share,Entry Date";

/** Two plain lots, and what the portfolio that holds them is called. */
export const TWO_LOTS = `${HEADER}\nAAA,10,100.10,2025-01-06\nBBB,-5.0000000001,20,2025-01-07\n`;

export const PORTFOLIO_FIELDS = {
  portfolio_name: "Two lots",
  account_name: "main",
  account_type: "taxable",
  equity_balance: "100000.01",
};
