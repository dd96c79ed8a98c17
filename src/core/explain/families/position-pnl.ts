import { marketEvents } from "#core/valuation/market-events.ts";
import { positionRow } from "#core/valuation/position-row.ts";
import type { LotPath } from "#core/valuation/valuation.ts";
import { type Evidence, offsetOf } from "../evidence.ts";
import type { Absence, ExplainInput, Reasoning, SeriesInput } from "../explanation.ts";
import type { Given } from "../given.ts";
import { actionInput, resultInput, seriesInput } from "../inputs.ts";
import { keyOf } from "../keys.ts";
import {
  costFrom,
  costInputs,
  exitInputs,
  exitPriceFrom,
  hasEnded,
  isHeld,
  lifeInputs,
  multiplierInput,
  quantityFrom,
  quantityInputs,
  splitsBetween,
  splitsOf,
} from "../lot-basis.ts";
import { dotProduct, product } from "../textbook.ts";

export const NO_CAPITAL: Absence = {
  code: "NONPOSITIVE_CAPITAL",
  message: "NAV is zero or negative, so nothing can be stated as a share of it.",
};

export function explainQuantity(evidence: Evidence, lot: LotPath): Reasoning {
  return {
    formula: "quantity = Q / Πu × Πs while held, else 0",
    inputs: [...lifeInputs(evidence, lot), ...quantityInputs(evidence, lot, evidence.ordinal)],
    reproduce: (given) => (isHeld(given) ? quantityFrom(given) : 0),
  };
}

export function explainMarketValue(evidence: Evidence, lot: LotPath): Reasoning {
  const row = positionRow(evidence.valuation, lot, evidence.ordinal);
  return {
    formula: "market value = q × p × m; 0 where not held",
    inputs: [
      ownNumber(evidence, lot, "q", "quantity", row.quantity),
      ownNumber(evidence, lot, "p", "price", row.price),
      multiplierInput(lot),
    ],
    reproduce: (given) =>
      given.number("q") === 0 ? 0 : given.number("q") * given.number("p") * given.number("m"),
  };
}

export function explainWeight(evidence: Evidence, lot: LotPath): Reasoning {
  const { marketValue } = positionRow(evidence.valuation, lot, evidence.ordinal);
  return {
    formula: "weight = V / NAV",
    inputs: [ownNumber(evidence, lot, "V", "market_value", marketValue), navInput(evidence)],
    reproduce: (given) => (given.number("NAV") > 0 ? given.number("V") / given.number("NAV") : Number.NaN),
    absence: NO_CAPITAL,
  };
}

export function explainCostBasis(evidence: Evidence, lot: LotPath): Reasoning {
  return {
    formula: "cost basis = m × (Q / Πu) × (p0 × Πu0) while held, else 0",
    inputs: [
      ...lifeInputs(evidence, lot),
      ...quantityInputs(evidence, lot, evidence.ordinal),
      ...costInputs(evidence, lot),
    ],
    reproduce: (given) => (isHeld(given) ? costFrom(given) : 0),
  };
}

export function explainUnrealizedPnl(evidence: Evidence, lot: LotPath): Reasoning {
  const row = positionRow(evidence.valuation, lot, evidence.ordinal);
  return {
    formula: "unrealised P&L = V − C",
    inputs: [
      ownNumber(evidence, lot, "V", "market_value", row.marketValue),
      ownNumber(evidence, lot, "C", "cost_basis", row.costBasis),
    ],
    reproduce: (given) => given.number("V") - given.number("C"),
  };
}

export function explainRealizedPnl(evidence: Evidence, lot: LotPath): Reasoning {
  const until = lot.closing?.ordinal ?? evidence.ordinal;
  return {
    formula: "realised P&L = m × (Q / Πu × Πs) × (x × Πux) − m × (Q / Πu) × (p0 × Πu0) once ended, else 0",
    inputs: [
      ...lifeInputs(evidence, lot),
      ...quantityInputs(evidence, lot, until),
      ...costInputs(evidence, lot),
      ...exitInputs(evidence, lot),
    ],
    reproduce: (given) =>
      hasEnded(given) ? given.number("m") * quantityFrom(given) * exitPriceFrom(given) - costFrom(given) : 0,
  };
}

export function explainDividends(evidence: Evidence, lot: LotPath): Reasoning {
  const { valuation, ordinal } = evidence;
  return {
    formula: "dividends = Σ q·d over the ex-dates after the entry, up to the exit",
    inputs: dividendInputs(evidence, lot, { from: valuation.firstOrdinal, to: ordinal }, ""),
    reproduce: (given) => dotProduct(given.values("q"), given.values("d")),
  };
}

/** What a lot received in a range of sessions: units held and amount per unit by session, both on its share basis. */
export function dividendInputs(
  evidence: Evidence,
  lot: LotPath,
  range: { readonly from: number; readonly to: number },
  suffix: string,
): readonly SeriesInput[] {
  const { position, entry, dividends } = lot;
  const { market, calendar } = evidence;
  const sessions = new Set(
    dividends.map(({ ordinal }) => ordinal).filter((at) => at >= range.from && at <= range.to),
  );
  const paid = marketEvents(market, calendar)
    .dividends(position.symbol)
    .filter(({ ordinal }) => sessions.has(ordinal));
  const splits = splitsOf(evidence, lot);
  const unitsAt = (ordinal: number) =>
    (entry?.quantity ?? 0) *
    product(splitsBetween(splits, entry?.ordinal ?? ordinal, ordinal).map(({ ratio }) => ratio));
  return [
    seriesInput(
      `q${suffix}`,
      "session",
      paid.map(({ ordinal }) => [calendar.session(ordinal), unitsAt(ordinal)] as const),
      { kind: "fact", of: "position", ids: [position.id], field: "quantity" },
      { about: `units of ${position.symbol} on the share basis of the ex-date`, unit: "units" },
    ),
    actionInput(
      evidence,
      `d${suffix}`,
      position.symbol,
      "dividend",
      paid.map(({ ordinal, amount }) => ({ ordinal, value: amount })),
      `dividend of ${position.symbol} per unit`,
    ),
  ];
}

const CHANGES = [
  ["U", "unrealized_pnl", "unrealizedPnl"],
  ["R", "realized_pnl", "realizedPnl"],
  ["D", "dividends", "dividends"],
] as const;

export function explainDailyPnl(evidence: Evidence, lot: LotPath): Reasoning {
  const { valuation, ordinal } = evidence;
  const now = positionRow(valuation, lot, ordinal);
  const inputs: ExplainInput[] = CHANGES.map(([name, field, property]) =>
    ownNumber(evidence, lot, name, field, now[property]),
  );
  if (offsetOf(evidence) > 0) {
    const before = positionRow(valuation, lot, ordinal - 1);
    for (const [name, field, property] of CHANGES)
      inputs.push(ownNumber(evidence, lot, `${name}₋₁`, field, before[property], ordinal - 1));
  }
  return {
    formula: "daily P&L = (U − U₋₁) + (R − R₋₁) + (D − D₋₁), of the session before; 0 before the first",
    inputs,
    reproduce: (given) => change(given, "U") + change(given, "R") + change(given, "D"),
  };
}

function change(given: Given, name: string): number {
  const before = `${name}₋₁`;
  return given.number(name) - (given.has(before) ? given.number(before) : 0);
}

/** Another number of the same lot. */
export function ownNumber(
  evidence: Evidence,
  lot: LotPath,
  name: string,
  field: string,
  value: number,
  ordinal: number = evidence.ordinal,
): ExplainInput {
  const unit = field === "quantity" ? "units" : field === "price" ? "USD per unit" : "USD";
  return resultInput(name, keyOf("positions", lot.position.id, field), value, {
    about: `${field.replaceAll("_", " ").replace("pnl", "P&L")} of the lot`,
    unit,
    session: evidence.calendar.session(ordinal),
  });
}

export function navInput(evidence: Evidence): ExplainInput {
  return resultInput("NAV", "snapshots/nav", evidence.valuation.nav[offsetOf(evidence)]!, {
    about: "net asset value",
    unit: "USD",
    session: evidence.session,
  });
}
