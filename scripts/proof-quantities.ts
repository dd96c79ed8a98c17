/**
 * Every quantity that the methods define, and the rows of the proof table that answer for it. A quantity without one
 * would be one that nothing independent checks: a test finds it.
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
  "decomposition of volatility": ["decomposition: volatility, systematic and specific share"],
  "VaR and ES by filtered historical simulation": ["VaR and ES by filtered historical simulation"],
  "historical VaR and ES, Acerbi–Tasche": ["VaR and ES by history"],
  "Gaussian VaR and ES": ["VaR and ES of a normal distribution"],
  "Cornish–Fisher VaR": ["VaR by Cornish–Fisher"],
  "component ES": ["Component expected shortfall"],
  Kupiec: ["Back-test: kupiec likelihood ratio", "Back-test: kupiec p value"],
  Christoffersen: [
    "Back-test: independence likelihood ratio",
    "Back-test: independence p value",
    "Back-test: joint likelihood ratio",
    "Back-test: joint p value",
  ],
  "bias statistic": ["Bias statistic of volatility forecasts"],

  // Performance
  ...Object.fromEntries(
    [
      "cumulative return",
      "annualized return",
      "annualized volatility",
      "sharpe",
      "sortino",
      "calmar",
      "tracking error",
      "information ratio",
      "information ratio arithmetic",
      "alpha",
      "up capture",
      "down capture",
      "max drawdown",
    ].map((name) => [name, [`Performance: ${name}`, `Performance over a risk-free rate: ${name}`]] as const),
  ),
  "risk-free conversion": ["Risk-free rate, daily", "Risk-free rate, continuous"],

  "P&L attribution": ["P&L attribution, USD"],

  // Stress
  "direct stress": ["direct stress", "direct stress by factor", "direct stress by position"],
  "rates by duration": ["direct stress by a yield change"],
  "correlated stress": ["correlated stress: factor moves", "correlated stress: P&L and contributions"],
  "stress of options": ["stress: P&L of a book with options", "stress: convexity by option"],
  "historical replay": ["replay: total returns of the proxies", "replay: moves of the joint factors"],
  plausibility: ["plausibility: Mahalanobis distance", "plausibility: χ² percentile"],
  "reverse stress": ["reverse stress: factor moves and distance"],

  // Liquidity
  "median volume": ["Median volume of 21 sessions"],
  "days to liquidate": ["days to liquidate", "share liquidated within 1, 5 and 20 sessions"],
};
