import { toFloat } from "#core/money/decimal.ts";
import { splitFactor } from "#core/prices/raw-prices.ts";
import type { LotPath } from "#core/valuation/valuation.ts";
import { type Evidence, lotsHeld, offsetOf } from "../evidence.ts";
import type { ExplainInput, Reasoning, SeriesInput } from "../explanation.ts";
import type { Given } from "../given.ts";
import { lotFacts, lotResults, numberInput, seriesInput } from "../inputs.ts";
import { splitsOf } from "../lot-basis.ts";
import { sum } from "../textbook.ts";

/** Cash at the session: the stated equity, and what came and went since. */
export function explainCash(evidence: Evidence): Reasoning {
  const { facts, valuation, calendar, ordinal } = evidence;
  const stated = facts.equityAsOf === null ? null : Math.max(calendar.ordinalOnOrBefore(facts.equityAsOf), 0);
  const equityOrdinal = stated !== null && stated >= valuation.firstOrdinal ? stated : null;
  const inputs: ExplainInput[] = [
    numberInput(
      "E",
      toFloat(facts.equityBalance),
      { kind: "fact", of: "portfolio", ids: [facts.id], field: "equity_balance" },
      {
        about: "equity as the owner stated it",
        unit: "USD",
        session: equityOrdinal === null ? null : calendar.session(equityOrdinal),
      },
    ),
    ...movements(evidence, ordinal, ""),
  ];
  if (equityOrdinal === null)
    return {
      formula:
        "cash = E + ΣF − Σ m·q0·p0 + Σ m·q1·p1 + ΣD: equity, changes of equity, entries, exits, dividends",
      inputs,
      reproduce: (given) => given.number("E") + moved(given, ""),
    };
  return {
    formula:
      "cash = E − (ΣF* − Σ m*·q0*·p0* + Σ m1*·q1*·p1* + ΣD* + ΣV*) + ΣF − Σ m·q0·p0 + Σ m1·q1·p1 + ΣD, * up to the day of E",
    inputs: [
      ...inputs,
      ...movements(evidence, equityOrdinal, "*"),
      lotResults(
        "V*",
        "market_value",
        lotsHeld(evidence, equityOrdinal),
        (lot) => lot.marketValue[offsetOf(evidence, equityOrdinal)]!,
        {
          about: "market value of each lot at the close for which the equity is stated",
          unit: "USD",
          session: calendar.session(equityOrdinal),
        },
      ),
    ],
    reproduce: (given) =>
      given.number("E") - (moved(given, "*") + sum(given.values("V*"))) + moved(given, ""),
  };
}

/** What moved cash up to a session: changes of equity, entries, exits and settlements, dividends. */
function movements(evidence: Evidence, to: number, suffix: string): readonly SeriesInput[] {
  const { valuation, calendar } = evidence;
  const session = calendar.session(to);
  const entered = valuation.lots.filter(({ entry }) => entry !== null && entry.ordinal <= to);
  const ended = entered.filter(({ closing }) => closing !== null && closing.ordinal <= to);
  const received = entered.filter(({ dividends }) => dividends.some(({ ordinal }) => ordinal <= to));
  const entryUnits = lotFacts(`q0${suffix}`, "quantity", entered, (lot) => lot.entry!.quantity, {
    about: "units as traded on the entry session",
    unit: "units",
  });
  return [
    flowInput(evidence, `F${suffix}`, to),
    multipliers(`m${suffix}`, entered),
    entryUnits,
    lotFacts(`p0${suffix}`, "entry_price", entered, (lot) => lot.entry!.price, {
      about: "entry price per unit as traded; the last known price where the cost is unknown",
      unit: "USD per unit",
    }),
    multipliers(`m1${suffix}`, ended),
    lotFacts(`q1${suffix}`, "quantity", ended, (lot) => exitUnits(evidence, lot), {
      about: "units as traded on the session of the exit or the settlement",
      unit: "units",
    }),
    lotFacts(`p1${suffix}`, "exit_price", ended, (lot) => lot.closing!.price, {
      about: "exit price per unit as traded, or the value at which an option settled",
      unit: "USD per unit",
    }),
    lotResults(
      `D${suffix}`,
      "dividends",
      received,
      (lot) => sum(lot.dividends.map(({ ordinal, amount }) => (ordinal <= to ? amount : 0))),
      { about: `dividends of each lot up to ${session}`, unit: "USD", session },
    ),
  ];
}

function moved(given: Given, suffix: string): number {
  return (
    sum(given.values(`F${suffix}`)) -
    sum(traded(given, "m", "q0", "p0", suffix)) +
    sum(traded(given, "m1", "q1", "p1", suffix)) +
    sum(given.values(`D${suffix}`))
  );
}

function traded(given: Given, m: string, q: string, p: string, suffix: string): readonly number[] {
  const [units, prices] = [given.values(`${q}${suffix}`), given.values(`${p}${suffix}`)];
  return given.values(`${m}${suffix}`).map((multiplier, i) => multiplier * units[i]! * prices[i]!);
}

/** Units of a lot as traded on the session it ended. */
export function exitUnits(evidence: Evidence, lot: LotPath): number {
  const { entry, closing } = lot;
  if (entry === null || closing === null) return 0;
  return entry.quantity * splitFactor(splitsOf(evidence, lot), entry.ordinal, closing.ordinal);
}

export function multipliers(name: string, lots: readonly LotPath[]): SeriesInput {
  return seriesInput(
    name,
    "position",
    lots.map(({ position, multiplier }) => [position.id, multiplier] as const),
    { kind: "constant" },
    { about: "units per contract: 100 for an option, else 1", unit: "ratio" },
  );
}

/** Changes of equity after the first session, up to one; of that one alone with `only`. */
export function flowInput(evidence: Evidence, name: string, to: number, only = false): SeriesInput {
  const { facts, calendar, valuation } = evidence;
  const flows = facts.flows.filter(({ date }) => {
    const ordinal = calendar.ordinalOnOrAfter(date);
    return ordinal > valuation.firstOrdinal && (only ? ordinal === to : ordinal <= to);
  });
  return seriesInput(
    name,
    "flow",
    flows.map(({ id, amount }) => [id, toFloat(amount)] as const),
    { kind: "fact", of: "flow", ids: flows.map(({ id }) => id), field: "amount" },
    { about: "changes of equity, in less out", unit: "USD" },
  );
}
