/**
 * Every quantity that the methods define, and the rows of the proof table that answer for it: each must be there, under
 * this name or under it with a case in brackets. A quantity without a row would be one that nothing independent checks.
 */
export const NAMED_QUANTITIES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  // Valuation
  NAV: ["NAV, USD"],
  cash: ["cash, USD"],
  "P&L": ["daily P&L, USD", "realised P&L, USD", "unrealised P&L, USD"],
  returns: ["daily return", "cumulative return"],
  dividends: ["dividends, USD"],
  splits: ["NAV across a split, USD", "quantity across a split", "dividends across a split, USD"],
  "option settlement": ["option settlement: NAV, USD", "option settlement: realised P&L, USD"],
  "Black–Scholes price": ["Black–Scholes price, per 1 USD of strike"],
  Greeks: [
    "Black–Scholes delta",
    "Black–Scholes gamma",
    "Black–Scholes vega",
    "Black–Scholes theta",
    "Black–Scholes rho",
  ],
  "implied volatility": ["implied volatility"],
  "gross and net exposure": ["gross exposure over NAV", "net exposure over NAV"],
  weights: ["weight"],
  HHI: ["HHI"],
  "effective positions": ["effective positions"],
  "top 3 and top 10": ["share of the top 3", "share of the top 10"],

  // Symbol loadings
  "OLS β": ["market and rates OLS: β"],
  "OLS standard error": ["market and rates OLS: standard error"],
  "OLS t": ["market and rates OLS: t"],
  "OLS α": ["market and rates OLS: α"],
  "OLS R²": ["market and rates OLS: R²"],
  "OLS p": ["market and rates OLS: p"],
  "Newey–West standard error": ["Newey–West standard error"],
  "Durbin–Watson": ["Durbin–Watson statistic"],
  "ridge b": ["ridge: b"],
  "ridge intercept": ["ridge: intercept"],
  "ridge R²": ["ridge: R²"],
  "ridge effective degrees of freedom": ["ridge: effective degrees of freedom"],
  spreads: ["spread OLS: β", "spread OLS: standard error", "spread OLS: R²", "spread OLS: p"],
  Vasicek: ["Vasicek prior", "Vasicek beta and its standard error"],
  Dimson: ["Dimson beta and its standard error"],
  "joint β": ["joint OLS: β"],
  "joint standard error": ["joint OLS: standard error"],
  VIF: ["joint model: variance inflation factors"],
  "condition number": ["condition number"],
  "factor covariance": ["factor covariance"],
  "specific variance": ["specific variance"],
  exposures: ["exposure, without gaps", "exposure, with gaps of different symbols"],
  "standard errors of exposures": [
    "exposure, without gaps: standard error",
    "exposure, with gaps of different symbols: standard error",
  ],
  coverage: ["coverage"],

  // Risk
  "pro-forma return": ["pro-forma return"],
  "realised volatility": ["realised volatility"],
  EWMA: ["EWMA volatility"],
  HAR: ["HAR volatility forecast, 21 sessions"],
  "volatility percentile": ["Volatility percentile"],
  "volatility trend": ["Volatility trend"],
  correlation: ["correlation"],
  "PSD repair": ["Repaired correlation matrix"],
  clusters: ["clusters"],
  "effective number by correlation": ["Effective number by correlation"],
  "diversification ratio": ["diversification ratio"],
  "Ledoit–Wolf constant correlation": [
    "Ledoit–Wolf constant correlation, intensity and mean correlation",
    "Ledoit–Wolf constant correlation, matrix",
  ],
  "Ledoit–Wolf identity": [
    "Ledoit–Wolf identity, intensity and mean variance",
    "Ledoit–Wolf identity, matrix",
  ],
  "decomposition by factor": ["decomposition: share by factor"],
  "decomposition by position, marginal risk": ["decomposition: marginal risk and share by position"],
  "VaR and ES, historical, Gaussian, Cornish–Fisher": [
    "VaR and ES by history, normal distribution, Cornish–Fisher",
  ],
};
