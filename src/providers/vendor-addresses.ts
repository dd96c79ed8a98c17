/** Where each vendor is asked, by the provider's name. */
export const VENDOR_ADDRESSES = {
  yahoo: "https://query2.finance.yahoo.com",
  tiingo: "https://api.tiingo.com",
  fmp: "https://financialmodelingprep.com",
} as const;
