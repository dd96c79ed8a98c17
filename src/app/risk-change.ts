import { isDeepStrictEqual } from "node:util";
import { loadPortfolios } from "#batch/load-portfolios.ts";
import { METHOD_VERSION } from "#batch/services.ts";
import type { PlainDate } from "#core/dates/plain-date.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { PortfolioFacts } from "#core/instruments/position.ts";
import { difference, explainRiskChange } from "#core/pipeline/risk-change.ts";
import { RISK_LOOKBACK_SESSIONS, riskContext } from "#core/pipeline/risk-context.ts";
import { type RiskState, riskState } from "#core/pipeline/risk-state.ts";
import { riskPath } from "#core/pipeline/weight-path.ts";
import { findSnapshot } from "#db/stores/analytics-store.ts";
import { readScope } from "#db/stores/portfolio-facts-store.ts";
import {
  findFactsVersion,
  findFirstState,
  findRunState,
  type RunState,
} from "#db/stores/portfolio-run-state-store.ts";
import { readUniverse } from "#db/stores/universe-store.ts";
import type { ApiContext } from "./api-context.ts";

// Why the risk of a portfolio moved: between two sessions, and between two runs. The steps follow each other, each from
// where the one before ended, so that they add up to the whole.

type Context = Pick<ApiContext, "database" | "calendar">;

/** A step from one state to the next. NaN where one of the two lacks a number. */
export interface RiskStep {
  readonly cause: /** Data of the earlier session (or the method) were changed after it was first recorded. */
    | "restated_data"
    /** Lots, flows or equity were edited afterwards. */
    | "edited_facts"
    /** The same quantities at later prices. */
    | "price_drift"
    /** Entries, exits and flows. */
    | "positions"
    /** Loadings, covariance and past returns of the later window. */
    | "window"
    /** Data of the later session were changed after it was recorded. */
    | "restated_since";
  readonly change: RiskState;
}

export interface RiskMove {
  readonly from: { readonly asOf: PlainDate; readonly state: RiskState };
  readonly to: { readonly asOf: PlainDate; readonly state: RiskState };
  readonly steps: readonly RiskStep[];
  /** What differs in the inputs, for people. */
  readonly notes: readonly string[];
}

/**
 * From the session at or before `from` to that at or before `to`. What was first recorded for the earlier one is the
 * start, where a run ended there; else the data as they are now known. Null where the portfolio has no results then.
 * Throws VALIDATION for a range that ends before it begins.
 */
export async function readRiskChange(
  context: Context,
  portfolioId: string,
  from: PlainDate,
  to: PlainDate,
): Promise<RiskMove | null> {
  if (from > to)
    throw new SigmaSightError("VALIDATION", `the earlier session, ${from}, lies after the later one, ${to}`);
  const { db } = context.database.api;
  const [first, last] = [await findSnapshot(db, portfolioId, from), await findSnapshot(db, portfolioId, to)];
  if (first === null || last === null || first.asOf > last.asOf) return null;
  const recorded = await findFirstState(db, portfolioId, first.asOf);
  return moveBetween(context, portfolioId, {
    from: { asOf: first.asOf, recorded },
    to: { asOf: last.asOf, recorded: null },
  });
}

/**
 * From what one run said of a portfolio to what another said: positions, prices, restated data, method. Throws
 * NOT_FOUND where one of the two computed nothing of it; the run with the earlier session, of equal ones the one recorded first, is the start.
 */
export async function compareRuns(
  context: Context,
  portfolioId: string,
  runIds: readonly [string, string],
): Promise<RiskMove & { readonly runs: readonly [RunState, RunState] }> {
  const { db } = context.database.api;
  const states: RunState[] = [];
  for (const runId of runIds) {
    const state = await findRunState(db, portfolioId, runId);
    if (state === null)
      throw new SigmaSightError("NOT_FOUND", `run ${runId} computed nothing new of this portfolio`, {
        hint: "Compare runs that stored results of it: see its list of runs.",
      });
    states.push(state);
  }
  const [a, b] = states as [RunState, RunState];
  const isFirst = a.asOf < b.asOf || (a.asOf === b.asOf && a.recordedAt <= b.recordedAt);
  const [early, late] = isFirst ? [a, b] : [b, a];
  const move = await moveBetween(context, portfolioId, {
    from: { asOf: early.asOf, recorded: early },
    to: { asOf: late.asOf, recorded: late },
  });
  return { ...move, runs: [early, late] };
}

interface Ends {
  readonly from: { readonly asOf: PlainDate; readonly recorded: RunState | null };
  readonly to: { readonly asOf: PlainDate; readonly recorded: RunState | null };
}

async function moveBetween(context: Context, portfolioId: string, { from, to }: Ends): Promise<RiskMove> {
  const { database, calendar } = context;
  const { db } = database.api;
  const factsOf = async (state: RunState | null): Promise<PortfolioFacts | null> =>
    state === null ? null : findFactsVersion(db, portfolioId, state.factsRevision);
  const [factsThen, factsLater] = [await factsOf(from.recorded), await factsOf(to.recorded)];
  const alsoValue = [factsThen, factsLater].filter((facts) => facts !== null);
  const { loaded, universe } = await database.api.transaction(
    "risk change",
    async (tx) => ({
      loaded: await loadPortfolios(tx, calendar, await readScope(tx.db, [portfolioId]), {
        from: from.asOf,
        to: to.asOf,
        lookbackSessions: RISK_LOOKBACK_SESSIONS,
        alsoValue,
      }),
      universe: await readUniverse(tx.db, Object.keys(from.recorded?.priceRevisions ?? {})),
    }),
    { isolation: "repeatable read", readOnly: true },
  );
  const [now] = loaded.portfolios;
  const [scope] = loaded.scopes;
  if (now === undefined || scope === undefined)
    throw new SigmaSightError("NOT_FOUND", "this portfolio has no positions");
  const facts = factsLater ?? now;
  const range = { fromOrdinal: calendar.ordinal(from.asOf), toOrdinal: calendar.ordinal(to.asOf) };
  const { market, valuationOptions } = loaded;
  const valuation = loaded.value(facts);
  if (range.fromOrdinal < valuation.firstOrdinal)
    throw new SigmaSightError(
      "NOT_FOUND",
      `nothing is held yet on ${from.asOf}, as the portfolio is stated now`,
      {
        hint: "Compare sessions from the first entry on.",
      },
    );
  const change = explainRiskChange(facts, market, calendar, range, {
    ...valuationOptions,
    valuation,
  });
  const steps: RiskStep[] = [];
  let start = change.from;
  if (from.recorded !== null) {
    start = stateOf(from.recorded);
    const held =
      factsThen === null || isDeepStrictEqual(factsThen, facts) ? change.from : heldThen(factsThen);
    steps.push({ cause: "restated_data", change: difference(held, start) });
    if (held !== change.from) steps.push({ cause: "edited_facts", change: difference(change.from, held) });
  }
  steps.push(
    { cause: "price_drift", change: change.priceDrift },
    { cause: "positions", change: change.positions },
    { cause: "window", change: change.window },
  );
  let end = change.to;
  if (to.recorded !== null) {
    end = stateOf(to.recorded);
    steps.push({ cause: "restated_since", change: difference(end, change.to) });
  }
  return {
    from: { asOf: from.asOf, state: start },
    to: { asOf: to.asOf, state: end },
    steps,
    notes: notesOf(
      from.recorded,
      to.recorded ?? {
        factsRevision: scope.factsRevision,
        priceRevisions: Object.fromEntries(
          universe.map(({ symbol, priceRevision }) => [symbol, priceRevision]),
        ),
        method: METHOD_VERSION,
      },
    ),
  };

  /** The facts of then at the earlier session, on the data of now. */
  function heldThen(then: PortfolioFacts): RiskState {
    const window = riskContext(market, range.fromOrdinal, range.fromOrdinal);
    const holdings = riskPath(loaded.value(then), range.fromOrdinal, range.fromOrdinal)[0];
    return holdings === undefined ? nothing() : riskState(holdings, window, range.fromOrdinal);
  }
}

function nothing(): RiskState {
  return {
    nav: Number.NaN,
    marketBeta: Number.NaN,
    volatility: Number.NaN,
    var95: Number.NaN,
    es95: Number.NaN,
  };
}

function stateOf({ nav, marketBeta, volatility, var95, es95 }: RunState): RiskState {
  const number = (value: number | null) => value ?? Number.NaN;
  return {
    nav,
    marketBeta: number(marketBeta),
    volatility: number(volatility),
    var95: number(var95),
    es95: number(es95),
  };
}

/** What a state rests on. */
type Inputs = Pick<RunState, "factsRevision" | "priceRevisions" | "method">;

function notesOf(from: Inputs | null, to: Inputs): readonly string[] {
  if (from === null)
    return [
      "No run ended at the earlier session: it is as the data are now known, and nothing counts as restated.",
    ];
  const notes: string[] = [];
  if (from.method !== to.method)
    notes.push(`The method changed from version ${from.method} to ${to.method}; restated data include that.`);
  if (from.factsRevision !== to.factsRevision)
    notes.push(
      `The portfolio's facts were edited: revision ${from.factsRevision}, then ${to.factsRevision}.`,
    );
  const restated = Object.entries(to.priceRevisions)
    .filter(
      ([symbol, revision]) =>
        from.priceRevisions[symbol] !== undefined && from.priceRevisions[symbol] !== revision,
    )
    .map(([symbol]) => symbol)
    .sort();
  if (restated.length > 0) notes.push(`Past prices were restated of ${restated.join(", ")}.`);
  return notes;
}
