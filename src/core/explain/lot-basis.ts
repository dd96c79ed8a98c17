import { toFloat } from "#core/money/decimal.ts";
import type { SessionSplit } from "#core/prices/raw-prices.ts";
import { marketEvents } from "#core/valuation/market-events.ts";
import type { LotPath } from "#core/valuation/valuation.ts";
import type { Evidence } from "./evidence.ts";
import type { ExplainInput } from "./explanation.ts";
import type { Given } from "./given.ts";
import { actionInput, constantInput, numberInput, textInput } from "./inputs.ts";
import { product } from "./textbook.ts";

/** Splits that change a lot's units: of its symbol, for an option of the underlying. */
export function splitsOf(
  { market, calendar }: Evidence,
  { position, kind }: LotPath,
): readonly SessionSplit[] {
  if (kind !== "market" && kind !== "option") return [];
  return marketEvents(market, calendar).splits(position.option?.underlying ?? position.symbol);
}

/** Splits after one session, up to and including another. */
export function splitsBetween(
  splits: readonly SessionSplit[],
  from: number,
  to: number,
): readonly SessionSplit[] {
  return splits.filter(({ ordinal }) => ordinal > from && ordinal <= to);
}

/**
 * Splits by which a lot was stated after the fact, so that they are undone to have it as traded: those from a session
 * of its life to the day it was stated, where it is stated as of that day; none where it is stated as traded.
 */
export function undoneSplits(evidence: Evidence, lot: LotPath, from: number): readonly SessionSplit[] {
  const { position, entry, kind } = lot;
  const { calendar } = evidence;
  if (entry === null) return [];
  const splits = splitsOf(evidence, lot);
  const ends: number[] = [];
  if (kind === "option" && position.option !== null) {
    ends.push(Math.max(calendar.ordinalOnOrBefore(position.option.expiration), entry.ordinal));
    if (position.exitDate !== null) ends.push(calendar.ordinalOnOrAfter(position.exitDate));
  }
  const basis = Math.min(calendar.ordinalOnOrBefore(position.basisDate), ...ends);
  const stated = toFloat(position.quantity);
  const isAsOfBasis = Math.abs(entry.quantity - stated) > 1e-9 * Math.abs(stated);
  return isAsOfBasis ? splitsBetween(splits, from, basis) : [];
}

function splitInput(
  evidence: Evidence,
  name: string,
  lot: LotPath,
  splits: readonly SessionSplit[],
  about: string,
): ExplainInput {
  const actions = splits.map(({ ordinal, ratio }) => ({ ordinal, value: ratio }));
  const symbol = lot.position.option?.underlying ?? lot.position.symbol;
  return actionInput(evidence, name, symbol, "split", actions, about);
}

/** The session a lot enters and the one it ends, with the session asked for: what `isHeld` compares. */
export function lifeInputs(evidence: Evidence, lot: LotPath, at: number = evidence.ordinal): ExplainInput[] {
  const { calendar } = evidence;
  const { position, entry, closing } = lot;
  const fact = (field: string) => ({ kind: "fact", of: "position", ids: [position.id], field }) as const;
  const end = closing === null ? "" : calendar.session(closing.ordinal);
  return [
    textInput("entered", entry === null ? "" : calendar.session(entry.ordinal), fact("entry_date"), {
      about:
        "session of the entry; empty where the lot was not entered up to the last session, or has no price",
    }),
    textInput("ended", end, fact("exit_date"), {
      about: "session of the exit or the settlement; empty while the lot is open",
    }),
    textInput("today", calendar.session(at), { kind: "constant" }, { about: "the session asked for" }),
  ];
}

/** Whether a lot is held at the close of `today`; sessions compare as text. */
export function isHeld(given: Given): boolean {
  const [entered, ended, today] = [given.text("entered"), given.text("ended"), given.text("today")];
  return entered !== "" && entered <= today && (ended === "" || today < ended);
}

/** Whether a lot has ended by `today`. */
export function hasEnded(given: Given): boolean {
  const ended = given.text("ended");
  return ended !== "" && ended <= given.text("today");
}

/** Units as stated, with the splits to be undone and those since the entry up to a session. */
export function quantityInputs(evidence: Evidence, lot: LotPath, to: number): ExplainInput[] {
  const { position, entry } = lot;
  const from = entry?.ordinal ?? to;
  const since = splitsBetween(splitsOf(evidence, lot), from, to);
  return [
    numberInput(
      "Q",
      toFloat(position.quantity),
      { kind: "fact", of: "position", ids: [position.id], field: "quantity" },
      { about: "units or contracts as the owner stated them", unit: "units" },
    ),
    splitInput(
      evidence,
      "u",
      lot,
      undoneSplits(evidence, lot, from),
      "splits between the entry and the day the lot was stated that the stated quantity already counts; none where it is stated as traded",
    ),
    splitInput(evidence, "s", lot, since, "splits since the entry"),
  ];
}

/** Units on the share basis of the session that `s` reaches to: Q / Πu × Πs. */
export function quantityFrom(given: Given): number {
  return (given.number("Q") / product(given.values("u"))) * product(given.values("s"));
}

/** What was paid per unit, with the splits to be undone, and the multiplier. */
export function costInputs(evidence: Evidence, lot: LotPath): ExplainInput[] {
  const { position, entry } = lot;
  const from = entry?.ordinal ?? evidence.ordinal;
  const isStated = position.entryPrice !== null;
  const about = "price per unit of the entry";
  const session = entry === null ? null : evidence.calendar.session(entry.ordinal);
  const price = isStated
    ? numberInput(
        "p0",
        toFloat(position.entryPrice),
        { kind: "fact", of: "position", ids: [position.id], field: "entry_price" },
        { about: `${about} as the owner stated it`, unit: "USD per unit" },
      )
    : numberInput("p0", entry?.price ?? Number.NaN, unknownCostSource(lot), {
        about: `${about}: the cost is unknown, so the last known price on the entry session`,
        unit: "USD per unit",
        session,
      });
  return [
    price,
    splitInput(
      evidence,
      "u0",
      lot,
      isStated ? undoneSplits(evidence, lot, from) : [],
      "splits since the entry that the stated price already counts",
    ),
    multiplierInput(lot),
  ];
}

function unknownCostSource({ position, kind }: LotPath) {
  return kind === "private"
    ? ({ kind: "fact", of: "position", ids: [position.id], field: "mark" } as const)
    : ({ kind: "prices", symbol: position.symbol, series: "close" } as const);
}

export function multiplierInput({ multiplier }: LotPath): ExplainInput {
  return constantInput("m", multiplier, "units per contract: 100 for an option, else 1", "ratio");
}

/** Entry price as traded: p0 × Πu0. */
export function entryPriceFrom(given: Given): number {
  return given.number("p0") * product(given.values("u0"));
}

/** Cost as traded: m × (Q / Πu) × p0 × Πu0. */
export function costFrom(given: Given): number {
  return given.number("m") * (given.number("Q") / product(given.values("u"))) * entryPriceFrom(given);
}

/** What a lot that has ended brought per unit: the stated exit price, or what it settled at. */
export function exitInputs(evidence: Evidence, lot: LotPath): ExplainInput[] {
  const { position, closing } = lot;
  if (closing === null) return [];
  const session = evidence.calendar.session(closing.ordinal);
  if (closing.by === "settlement")
    return [
      numberInput(
        "x",
        closing.price,
        { kind: "result", keys: [`positions/${position.id}/price`] },
        { about: "value at which the option settled", unit: "USD per unit", session },
      ),
      splitInput(evidence, "ux", lot, [], "nothing to undo: settled on the basis of the session"),
    ];
  return [
    numberInput(
      "x",
      toFloat(position.exitPrice ?? "0"),
      { kind: "fact", of: "position", ids: [position.id], field: "exit_price" },
      { about: "exit price per unit as the owner stated it", unit: "USD per unit", session },
    ),
    splitInput(
      evidence,
      "ux",
      lot,
      undoneSplits(evidence, lot, closing.ordinal),
      "splits since the exit that the stated exit price already counts",
    ),
  ];
}

/** Exit price as traded: x × Πux. */
export function exitPriceFrom(given: Given): number {
  return given.number("x") * product(given.values("ux"));
}
