import { loadAsOf } from "#batch/load-as-of.ts";
import type { PlainDate } from "#core/dates/plain-date.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { bookAt } from "#core/pipeline/portfolio-analytics.ts";
import type { FactorBook } from "#core/risk/factor-book.ts";
import { type ReverseStress, reverseStress } from "#core/scenarios/reverse-stress.ts";
import {
  type ShockMoves,
  type ShockStress,
  shockMoves,
  shockStress,
} from "#core/scenarios/scenario-moves.ts";
import { describeShockErrors, formatShocks, parseShocks } from "#core/scenarios/shock-notation.ts";
import { translateShocks } from "#core/scenarios/translate-shocks.ts";
import type { NoEstimate } from "#core/stats/no-estimate.ts";
import { findSnapshot } from "#db/stores/analytics-store.ts";
import type { ApiContext } from "./api-context.ts";

// Stress that a person asks for: shocks of their own, and the likeliest way to a loss. Computed when asked for.

type Context = Pick<ApiContext, "database" | "calendar">;

export interface CustomStress extends ShockMoves, ShockStress {
  readonly asOf: PlainDate;
  /** The shocks as they were understood. */
  readonly notation: string;
  readonly book: FactorBook;
}

/**
 * The portfolio under shocks in the notation `factor:size;…`. Null where nothing was computed for that session or
 * before. Throws VALIDATION naming every shock that could not be read.
 */
export async function readCustomStress(
  context: Context,
  portfolioId: string,
  asOf: PlainDate | null,
  text: string,
): Promise<CustomStress | null> {
  const parsed = parseShocks(text);
  if ("errors" in parsed)
    throw new SigmaSightError("VALIDATION", describeShockErrors(parsed.errors), {
      hint: "Write shocks as factor:size, separated by semicolons: Market:-0.2;Interest_Rate:+100bp.",
    });
  const loaded = await loadBook(context, portfolioId, asOf);
  if (loaded === null) return null;
  const { book, risk, ordinal, session } = loaded;
  const moves = shockMoves(translateShocks(parsed.shocks), risk.factorModel(ordinal));
  return {
    asOf: session,
    notation: formatShocks(parsed.shocks),
    book,
    ...moves,
    ...shockStress(book, moves),
  };
}

export interface ReverseStressAsOf {
  readonly asOf: PlainDate;
  readonly book: FactorBook;
  readonly result: ReverseStress | NoEstimate;
}

/** The most plausible factor move that costs `loss`, a fraction of NAV above 0. Null as {@link readCustomStress}. */
export async function readReverseStress(
  context: Context,
  portfolioId: string,
  asOf: PlainDate | null,
  loss: number,
): Promise<ReverseStressAsOf | null> {
  const loaded = await loadBook(context, portfolioId, asOf);
  if (loaded === null) return null;
  const { book, risk, ordinal, session } = loaded;
  return { asOf: session, book, result: reverseStress(book, risk.factorModel(ordinal), loss) };
}

async function loadBook({ database, calendar }: Context, portfolioId: string, asOf: PlainDate | null) {
  const session = (await findSnapshot(database.api.db, portfolioId, asOf))?.asOf;
  if (session === undefined) return null;
  const loaded = await loadAsOf(database, calendar, portfolioId, session);
  if (loaded === null) return null;
  const { risk, riskHoldings, ordinal } = loaded;
  return { session, risk, ordinal, book: bookAt(riskHoldings, risk, ordinal) };
}
