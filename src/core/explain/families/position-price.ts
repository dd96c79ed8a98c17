import { toFloat } from "#core/money/decimal.ts";
import { closeRow, lastClose } from "#core/prices/price-rows.ts";
import { positionRow } from "#core/valuation/position-row.ts";
import type { LotPath } from "#core/valuation/valuation.ts";
import type { Evidence } from "../evidence.ts";
import type { ExplainInput, NumberInput, Reasoning } from "../explanation.ts";
import { actionInput, constantInput, numberInput, priceAt } from "../inputs.ts";
import { costInputs, entryPriceFrom, lifeInputs, splitsBetween, splitsOf } from "../lot-basis.ts";
import { optionInputs, optionPrice, settlementInputs, settlementPrice } from "../option-model.ts";
import { product } from "../textbook.ts";

/** Where the price of a lot at the session comes from: each source has its own rule. */
export function explainPrice(evidence: Evidence, lot: LotPath): Reasoning {
  const { priceSource } = positionRow(evidence.valuation, lot, evidence.ordinal);
  return (RULES[priceSource] ?? notHeld)(evidence, lot);
}

const RULES: Readonly<Record<string, (evidence: Evidence, lot: LotPath) => Reasoning>> = {
  close: (evidence, lot) => ({
    formula: "price = c, the session's raw close",
    inputs: [closeInput(evidence, lot, evidence.ordinal)],
    reproduce: (given) => given.number("c"),
  }),
  stale: (evidence, lot) => {
    const splits = splitsOf(evidence, lot);
    const last = lastClose(closeRow(evidence.market.prices, lot.position.symbol), evidence.ordinal, splits);
    const printed = last?.ordinal ?? evidence.ordinal;
    return {
      formula: "price = c / Πs, the last raw close of at most ten sessions before",
      inputs: [closeInput(evidence, lot, printed), splitsSince(evidence, lot, printed)],
      reproduce: (given) => given.number("c") / product(given.values("s")),
    };
  },
  entry: (evidence, lot) => ({
    formula: "price = p0 × Πu0 / Πs, the entry price for want of a market price",
    inputs: [
      ...costInputs(evidence, lot),
      splitsSince(evidence, lot, lot.entry?.ordinal ?? evidence.ordinal),
    ],
    reproduce: (given) => entryPriceFrom(given) / product(given.values("s")),
  }),
  mark: (_, { position }) => ({
    formula: "price = mark, the owner's last",
    inputs: [
      numberInput(
        "mark",
        toFloat(position.mark ?? "0"),
        { kind: "fact", of: "position", ids: [position.id], field: "mark" },
        {
          about: "price of the holding as its owner stated it",
          unit: "USD per unit",
          session: position.markDate,
        },
      ),
    ],
    reproduce: (given) => given.number("mark"),
  }),
  cash: () => ({
    formula: "price = one, since cash is worth itself",
    inputs: [constantInput("one", 1, "USD per USD", "USD per unit")],
    reproduce: (given) => given.number("one"),
  }),
  settled: (evidence, lot) => ({
    formula:
      "price = max(S − K·ΠuK/ΠsK, 0) of a call, max(K·ΠuK/ΠsK − S, 0) of a put: its value at expiration",
    inputs: settlementInputs(evidence, lot),
    reproduce: settlementPrice,
  }),
  modelled: (evidence, lot) => ({
    formula:
      "price = Black–Scholes(S, K·ΠuK/ΠsK, T = days/365, r from y, q = ΣD/S, σ), σ held flat since the entry",
    inputs: optionInputs(evidence, lot, "price"),
    reproduce: optionPrice,
  }),
};

function notHeld(evidence: Evidence, lot: LotPath): Reasoning {
  return {
    formula: "no price: the lot is not held at this close",
    inputs: lifeInputs(evidence, lot),
    reproduce: () => Number.NaN,
    absence: { code: "NOT_HELD", message: "The lot is not held at this close." },
  };
}

function closeInput(evidence: Evidence, { position }: LotPath, ordinal: number): NumberInput {
  return numberInput(
    "c",
    priceAt(evidence, position.symbol, "close", ordinal),
    { kind: "prices", symbol: position.symbol, series: "close" },
    {
      about: `raw close of ${position.symbol}`,
      unit: "USD per unit",
      session: evidence.calendar.session(ordinal),
    },
  );
}

function splitsSince(evidence: Evidence, lot: LotPath, from: number): ExplainInput {
  const splits = splitsBetween(splitsOf(evidence, lot), from, evidence.ordinal);
  return actionInput(
    evidence,
    "s",
    lot.position.option?.underlying ?? lot.position.symbol,
    "split",
    splits.map(({ ordinal, ratio }) => ({ ordinal, value: ratio })),
    `splits since ${evidence.calendar.session(from)}`,
  );
}
