import { readPositionExposures } from "#app/analytics-as-of.ts";
import { FACTORS } from "#core/factors/factor-table.ts";
import { betaMagnitude } from "#core/risk/interpretation.ts";
import { findExposures } from "#db/stores/analytics-store.ts";
import { decimals, percent } from "../output.ts";
import type { View } from "./view.ts";

const MARKET_BETA = FACTORS.findIndex(({ model }) => model === "market");
const PROVIDER_BETA = FACTORS.findIndex(({ model }) => model === "provider");

const positionFactors: View = {
  name: "position-factors",
  about: "loadings behind the factor exposures, by symbol held",
  async load(context, portfolioId, asOf) {
    const rows = await readPositionExposures(context, portfolioId, asOf);
    const [first] = rows;
    if (first === undefined) return null;
    return {
      asOf: first.asOf,
      data: {
        positions: rows.map(({ symbol, weight, loadings }) => ({
          symbol,
          weight,
          factors: new Map(FACTORS.map(({ name }, i) => [name, loadings[i] ?? Number.NaN])),
        })),
      },
      columns: [
        { title: "symbol" },
        { title: "weight", right: true },
        { title: "factor" },
        { title: "model" },
        { title: "loading", right: true },
      ],
      rows: rows.flatMap(({ symbol, weight, loadings }) =>
        FACTORS.map(({ name, model }, i) => [
          symbol,
          percent(weight),
          name,
          model,
          decimals(loadings[i] ?? Number.NaN),
        ]),
      ),
    };
  },
};

const betaComparison: View = {
  name: "beta-comparison",
  about: "estimated market beta beside the provider's, of the portfolio and by symbol held",
  async load(context, portfolioId, asOf) {
    const rows = await readPositionExposures(context, portfolioId, asOf);
    const [first] = rows;
    if (first === undefined) return null;
    const whole = await findExposures(context.database.api.db, portfolioId, first.asOf);
    const portfolio = whole?.asOf === first.asOf ? compareBetas(whole.exposures) : null;
    const positions = rows.map(({ symbol, weight, loadings }) => {
      const betas = compareBetas(loadings);
      const { marketBeta } = betas;
      return {
        symbol,
        weight,
        ...betas,
        magnitude: Number.isNaN(marketBeta) ? null : betaMagnitude(marketBeta),
      };
    });
    const cells = (betas: Betas) => [
      decimals(betas.marketBeta),
      decimals(betas.providerBeta),
      decimals(betas.difference),
    ];
    return {
      asOf: first.asOf,
      data: { portfolio, positions },
      columns: [
        { title: "symbol" },
        { title: "weight", right: true },
        { title: "market beta", right: true },
        { title: "provider's", right: true },
        { title: "difference", right: true },
        { title: "magnitude" },
      ],
      rows: [
        ...(portfolio === null ? [] : [["portfolio", null, ...cells(portfolio), null]]),
        ...positions.map((row) => [row.symbol, percent(row.weight), ...cells(row), row.magnitude]),
      ],
    };
  },
};

/** NaN where there is no estimate, or no provider's beta. */
interface Betas {
  readonly marketBeta: number;
  readonly providerBeta: number;
  readonly difference: number;
}

function compareBetas(byFactor: Float64Array): Betas {
  const marketBeta = byFactor[MARKET_BETA] ?? Number.NaN;
  const providerBeta = byFactor[PROVIDER_BETA] ?? Number.NaN;
  return { marketBeta, providerBeta, difference: marketBeta - providerBeta };
}

export const positionViews: readonly View[] = [positionFactors, betaComparison];
