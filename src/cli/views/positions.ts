import { type Betas, readBetaComparison, readPositionFactors } from "#app/factor-report.ts";
import { FACTORS } from "#core/factors/factor-table.ts";
import { decimals, percent } from "../output.ts";
import type { View } from "./view.ts";

const positionFactors: View = {
  name: "position-factors",
  about: "loadings behind the factor exposures with their diagnostics, by symbol held",
  async load(context, portfolioId, asOf) {
    const found = await readPositionFactors(context, portfolioId, asOf);
    if (found === null) return null;
    const { method, positions } = found;
    return {
      asOf: found.asOf,
      data: { method, positions },
      columns: [
        { title: "symbol" },
        { title: "weight", right: true },
        { title: "factor" },
        { title: "model" },
        { title: "loading", right: true },
        { title: "std error", right: true },
        { title: "t", right: true },
        { title: "p", right: true },
        { title: "R²", right: true },
        { title: "df", right: true },
        { title: "n", right: true },
      ],
      rows: positions.flatMap(({ symbol, weight, factors, diagnostics }) =>
        FACTORS.map(({ name, model }) => {
          const { stdError, t, p, rSquared, effectiveDf, observations } = diagnostics.get(name)!;
          const optional = (value: number | undefined, digits: number) => decimals(value ?? null, digits);
          return [
            symbol,
            percent(weight),
            name,
            model,
            decimals(factors.get(name)!),
            optional(stdError, 4),
            optional(t, 2),
            optional(p, 4),
            optional(rSquared, 3),
            optional(effectiveDf, 2),
            observations ?? null,
          ];
        }),
      ),
    };
  },
};

const betaComparison: View = {
  name: "beta-comparison",
  about: "estimated market beta beside the provider's, of the portfolio and by symbol held",
  async load(context, portfolioId, asOf) {
    const found = await readBetaComparison(context, portfolioId, asOf);
    if (found === null) return null;
    const { portfolio, positions } = found;
    const cells = (betas: Betas) => [
      decimals(betas.marketBeta),
      decimals(betas.providerBeta),
      decimals(betas.difference),
    ];
    return {
      asOf: found.asOf,
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
        ["portfolio", null, ...cells(portfolio), null],
        ...positions.map((row) => [row.symbol, percent(row.weight), ...cells(row), row.magnitude]),
      ],
    };
  },
};

export const positionViews: readonly View[] = [positionFactors, betaComparison];
