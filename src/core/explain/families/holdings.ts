import { LOADING_COLUMNS } from "#core/factors/loading-columns.ts";
import { EXPOSURE_FACTORS, type ExposureFactor } from "#core/risk/exposure-columns.ts";
import { heldOptionAt } from "#core/valuation/held-option-at.ts";
import type { LotPath } from "#core/valuation/valuation.ts";
import { type Evidence, lotsHeld, offsetOf } from "../evidence.ts";
import type { ExplainFamily, Reasoning } from "../explanation.ts";
import { lotResults, numberInput, resultInput } from "../inputs.ts";
import { keyOf } from "../keys.ts";
import { type Holding, holdingsOf, loadingOf } from "../risk-inputs.ts";
import { sum } from "../textbook.ts";
import { NO_CAPITAL, navInput } from "./position-pnl.ts";

export const holdingsFamily: ExplainFamily = {
  name: "holdings",
  title: "Holdings as risk sees them: weights and loadings",
  methodPage: "methods/portfolio-exposures.md",
  numbers: (evidence) =>
    holdingsOf(evidence.riskHoldings).flatMap((holding) => [
      {
        key: keyOf("holdings", holding.label, "weight"),
        title: `${holding.label}: weight`,
        unit: "fraction of NAV" as const,
        value: holding.weight,
      },
      ...(holding.isListed
        ? EXPOSURE_FACTORS.map((factor) => ({
            key: keyOf("holdings", holding.label, factor.column),
            title: `${holding.label}: loading on ${factor.factor.name}`,
            unit: "per unit of factor return" as const,
            value: holdingLoading(evidence, holding.symbol, factor),
          }))
        : []),
    ]),
  explain: ({ key }, [label, name], evidence) => {
    const holding = holdingsOf(evidence.riskHoldings).find((one) => one.label === label);
    if (holding === undefined) throw new RangeError(`no number ${key}`);
    if (name === "weight") return explainWeight(evidence, holding);
    const factor = EXPOSURE_FACTORS.find(({ column }) => column === name);
    if (factor === undefined) throw new RangeError(`no number ${key}`);
    return explainLoading(evidence, holding, factor);
  },
};

/** Loading of a listed holding on a factor; the provider's beta for the one that is not estimated here. */
export function holdingLoading(evidence: Evidence, symbol: string, { loadingIndex }: ExposureFactor): number {
  return loadingIndex === null
    ? (evidence.market.profiles.get(symbol)?.providerBeta ?? Number.NaN)
    : loadingOf(evidence, symbol, LOADING_COLUMNS[loadingIndex]!);
}

function explainWeight(evidence: Evidence, { index, symbol }: Holding): Reasoning {
  const { valuation, ordinal, riskHoldings, session } = evidence;
  const kind = riskHoldings.kinds[index]!;
  const deltas = new Map(
    lotsHeld(evidence).flatMap((lot) => {
      const option = heldOptionAt(valuation, lot, ordinal);
      return option === null ? [] : [[lot, option] as const];
    }),
  );
  const byValue = lotsHeld(evidence).filter(
    (lot) => lot.position.symbol === symbol && lot.kind === kind && !deltas.has(lot),
  );
  const byDelta = [...deltas].filter(([, { underlying }]) => kind === "market" && underlying === symbol);
  const deltaOf = new Map<LotPath, number>(byDelta.map(([lot, option]) => [lot, option.deltaExposure]));
  return {
    formula: "weight = (ΣV + ΣX) / NAV",
    inputs: [
      lotResults("V", "market_value", byValue, (lot) => lot.marketValue[offsetOf(evidence)]!, {
        about: "market value of each lot",
        unit: "USD",
        session,
      }),
      lotResults("X", "delta_exposure", [...deltaOf.keys()], (lot) => deltaOf.get(lot)!, {
        about: "delta exposure of each option on it",
        unit: "USD",
        session,
      }),
      navInput(evidence),
    ],
    reproduce: (given) =>
      given.number("NAV") > 0
        ? (sum(given.values("V")) + sum(given.values("X"))) / given.number("NAV")
        : Number.NaN,
    absence: NO_CAPITAL,
  };
}

function explainLoading(evidence: Evidence, { symbol }: Holding, factor: ExposureFactor): Reasoning {
  const value = holdingLoading(evidence, symbol, factor);
  const stated = {
    about: `loading of ${symbol} on ${factor.factor.name}`,
    unit: "per unit of factor return",
  } as const;
  const input =
    factor.loadingIndex === null
      ? numberInput("b", value, { kind: "profile", symbols: [symbol], field: "provider_beta" }, stated)
      : resultInput("b", keyOf("loadings", symbol, LOADING_COLUMNS[factor.loadingIndex]!), value, {
          ...stated,
          session: evidence.session,
        });
  return {
    formula: "loading = b of the symbol, the same in every portfolio",
    inputs: [input],
    reproduce: (given) => given.number("b"),
    absence: { code: "NO_LOADING", message: `${symbol} has no loading on ${factor.factor.name}.` },
  };
}
