import type { PlainDate } from "#core/dates/plain-date.ts";
import { RISK_STATE_FIELDS, type RiskState } from "#core/pipeline/risk-state.ts";
import { type Absence, NO_CAPITAL, type Reasons, whyMissing } from "./absence-reasons.ts";
import type { ApiContext } from "./api-context.ts";
import type { RiskMove, RiskStep } from "./risk-change.ts";
import { readRiskFigures } from "./risk-figures.ts";

/** A state, or a difference of two, as it is shown; NaN where there is no number. */
export interface ShownState {
  readonly nav: number;
  readonly marketBeta: number;
  readonly volatility: number;
  readonly var95: number;
  readonly cvar95: number;
  readonly reasons: Reasons;
}

export interface ShownEnd {
  readonly asOf: PlainDate;
  readonly state: ShownState;
}

export interface ShownStep {
  readonly cause: RiskStep["cause"];
  readonly explanation: string;
  readonly change: ShownState;
}

export interface MoveReport {
  readonly from: ShownEnd;
  readonly to: ShownEnd;
  readonly steps: readonly ShownStep[];
  readonly notes: readonly string[];
}

const EXPLANATIONS: Readonly<Record<RiskStep["cause"], string>> = {
  restated_data: "Data of the earlier session, or the method, were changed after it was first recorded.",
  edited_facts: "Positions, flows or the equity were edited afterwards.",
  price_drift: "The same quantities at later prices.",
  positions: "Entries, exits and flows since.",
  window: "Loadings, covariance and past returns of the later window.",
  restated_since: "Data of the later session were changed after it was recorded.",
};

/** A move with the reasons of what it lacks. */
export async function moveReport(
  context: Pick<ApiContext, "database" | "calendar">,
  portfolioId: string,
  { from, to, steps, notes }: RiskMove,
): Promise<MoveReport> {
  const end = async (one: RiskMove["from"]): Promise<ShownEnd> => ({
    asOf: one.asOf,
    state: shownState(one.state, await readStateReasons(context, portfolioId, one)),
  });
  return {
    from: await end(from),
    to: await end(to),
    steps: steps.map(({ cause, change }) => ({
      cause,
      explanation: EXPLANATIONS[cause],
      change: shownState(change, NO_DIFFERENCES),
    })),
    notes,
  };
}

/** What to say of each number of a state that is missing. */
type StateReasons = Readonly<Record<(typeof RISK_STATE_FIELDS)[number], Absence>>;

const NO_DIFFERENCE: Absence = {
  code: "NO_DIFFERENCE",
  message: "One of the two states that it lies between lacks the number.",
};
const NO_DIFFERENCES = everyField(NO_DIFFERENCE);
const NO_BOOK = everyField({ code: "NO_HOLDINGS", message: "Nothing was held yet." });
const UNKNOWN: Absence = {
  code: "INCOMPLETE_HISTORY",
  message: "The data of then did not give it.",
};

function everyField(reason: Absence): StateReasons {
  return { nav: reason, marketBeta: reason, volatility: reason, var95: reason, es95: reason };
}

async function readStateReasons(
  context: Pick<ApiContext, "database" | "calendar">,
  portfolioId: string,
  { asOf, state }: RiskMove["from"],
): Promise<StateReasons> {
  if (RISK_STATE_FIELDS.every((field) => Number.isFinite(state[field]))) return everyField(UNKNOWN);
  if (Number.isNaN(state.nav)) return NO_BOOK;
  if (!(state.nav > 0)) return everyField(NO_CAPITAL);
  const figures = await readRiskFigures(context, portfolioId, asOf);
  const reasons = figures?.asOf === asOf ? figures.reasons : {};
  return {
    nav: UNKNOWN,
    marketBeta: reasons.beta ?? UNKNOWN,
    volatility: reasons.volatility ?? UNKNOWN,
    var95: reasons.var_95 ?? UNKNOWN,
    es95: reasons.cvar_95 ?? UNKNOWN,
  };
}

function shownState(
  { nav, marketBeta, volatility, var95, es95 }: RiskState,
  { es95: cvar, ...why }: StateReasons,
): ShownState {
  const numbers = { nav, marketBeta, volatility, var95, cvar95: es95 };
  return { ...numbers, reasons: whyMissing(numbers, { ...why, cvar95: cvar }) };
}
