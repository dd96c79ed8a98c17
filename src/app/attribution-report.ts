import type { PlainDate } from "#core/dates/plain-date.ts";
import type { PnlAttribution } from "#core/pipeline/pnl-attribution.ts";
import { type Absence, type Reasons, whyMissing } from "./absence-reasons.ts";
import { byJointFactor } from "./stress-report.ts";

/** Where the P&L of a session came from, USD; NaN where that cannot be told. */
export interface AttributedSession {
  readonly asOf: PlainDate;
  readonly total: number;
  readonly factors: ReadonlyMap<string, number>;
  readonly specific: number;
  readonly other: number;
  readonly reasons: Reasons;
}

const NO_FACTOR_RETURN: Absence = {
  code: "NO_FACTOR_DATA",
  message: "A joint factor has no return on the session, so nothing is told apart from it.",
};
const NO_PNL: Absence = {
  code: "INCOMPLETE_HISTORY",
  message: "The session has no P&L, or what holdings earned in it is not known.",
};

export function attributedSession(row: PnlAttribution): AttributedSession {
  const { session, total, factors, specific, other } = row;
  const numbers = {
    total,
    factors: factors.reduce((sum, part) => sum + part, 0),
    specific,
    other,
  };
  return {
    asOf: session,
    total,
    factors: byJointFactor(factors),
    specific,
    other,
    reasons: whyMissing(numbers, {
      total: NO_PNL,
      factors: NO_FACTOR_RETURN,
      specific: NO_FACTOR_RETURN,
      other: NO_PNL,
    }),
  };
}
