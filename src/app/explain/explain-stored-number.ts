import { loadAsOf, type PortfolioAsOf } from "#batch/load-as-of.ts";
import { METHOD_VERSION } from "#batch/services.ts";
import type { PlainDate } from "#core/dates/plain-date.ts";
import { absoluteTolerance, agree, RELATIVE_TOLERANCE } from "#core/explain/agreement.ts";
import type { Evidence } from "#core/explain/evidence.ts";
import {
  explainableKeys,
  explainNumber,
  type MissingInput,
  missingInputs,
  symbolsBehind,
} from "#core/explain/explain-number.ts";
import type { Absence, ExplainInput, Unit } from "#core/explain/explanation.ts";
import { nearestKeys, partsOf } from "#core/explain/keys.ts";
import { holdingsOf } from "#core/explain/risk-inputs.ts";
import { findSnapshot } from "#db/stores/analytics-store.ts";
import { readCompletions } from "#db/stores/completion-store.ts";
import { listPriceSources, type PriceSource } from "#db/stores/price-source-store.ts";
import { findRun, isRunOfPortfolio } from "#db/stores/run-read-store.ts";
import type { ApiContext } from "../api-context.ts";
import { jobOf, readStoredNumbers, type StoredNumber } from "./stored-numbers.ts";

type ExplainContext = Pick<ApiContext, "database" | "calendar">;

/** The run that stored a number. */
export interface ExplainedRun {
  readonly id: string;
  readonly trigger: string;
  readonly status: string;
  readonly finishedAt: Date | null;
}

/** One number of a portfolio with all that it rests on. Numbers are NaN where there is none. */
export interface NumberExplanation {
  readonly key: string;
  readonly title: string;
  readonly unit: Unit;
  readonly asOf: PlainDate;
  readonly value: number;
  /** Why there is no number; null where there is one. */
  readonly reason: Absence | null;
  /** Whether a run stored the value; else it is computed when read, as for a session that a run stores no row for. */
  readonly stored: boolean;
  /** Null where the value is not stored, or was stored by a run of somebody else's portfolio. */
  readonly run: ExplainedRun | null;
  /** Version of the methods behind the value. */
  readonly method: number;
  /** Whether facts or prices changed since the value was stored, so that the next run may replace it. */
  readonly inputsChanged: boolean;
  readonly formula: string;
  readonly methodPage: string;
  readonly inputs: readonly ExplainInput[];
  readonly missing: readonly MissingInput[];
  readonly reproduced: number;
  readonly difference: number;
  readonly agrees: boolean;
  readonly tolerance: { readonly relative: number; readonly absolute: number };
  readonly sources: readonly PriceSource[];
}

/** No number has the key; the nearest that do. */
export interface UnknownNumber {
  readonly asOf: PlainDate;
  readonly nearest: readonly string[];
}

/** Null where nothing was computed for that session or before. */
export async function explainStoredNumber(
  context: ExplainContext,
  portfolioId: string,
  key: string,
  asOf: PlainDate | null,
): Promise<NumberExplanation | UnknownNumber | null> {
  const { db } = context.database.api;
  const loaded = await loadEvidence(context, portfolioId, asOf);
  if (loaded === null) return null;
  const { evidence } = loaded;
  const explained = explainNumber(key, evidence);
  if (explained === null)
    return { asOf: evidence.session, nearest: nearestKeys(key, explainableKeys(evidence)) };
  const { family, number, reasoning, reproduced } = explained;
  const stored = (await readStored(context, family.name, evidence)).get(key) ?? null;
  const value = stored?.value ?? number.value;
  const { unit, title } = number;
  return {
    key,
    title,
    unit,
    asOf: evidence.session,
    value,
    reason: Number.isNaN(value) ? (reasoning.absence ?? UNKNOWN_REASON) : null,
    stored: stored !== null,
    run: stored === null ? null : await readRun(context, stored.runId, portfolioId),
    method: stored?.method ?? METHOD_VERSION,
    inputsChanged: stored !== null && !(await isCurrent(context, key, family.name, loaded.state)),
    formula: reasoning.formula,
    methodPage: `docs/${reasoning.methodPage ?? family.methodPage}`,
    inputs: reasoning.inputs,
    missing: missingInputs(reasoning.inputs),
    reproduced,
    difference: reproduced - value,
    agrees: agree(value, reproduced, unit),
    tolerance: { relative: RELATIVE_TOLERANCE, absolute: absoluteTolerance(unit) },
    sources: await listPriceSources(db, symbolsBehind(reasoning.inputs, evidence)),
  };
}

const UNKNOWN_REASON: Absence = {
  code: "NO_ESTIMATE",
  message: "What it is computed from does not give a number.",
};

/** What is known of a portfolio at the last session with results up to a day. */
export async function loadEvidence(
  { database, calendar }: ExplainContext,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<{ readonly evidence: Evidence; readonly state: PortfolioAsOf } | null> {
  const session = (await findSnapshot(database.api.db, portfolioId, asOf))?.asOf;
  if (session === undefined) return null;
  const state = await loadAsOf(database, calendar, portfolioId, session, { withVolume: true });
  return state === null ? null : { evidence: { calendar, ...state }, state };
}

/** The numbers of a family that are stored for the evidence's session. */
export async function readStored(
  { database }: ExplainContext,
  family: string,
  { facts, market, session, riskHoldings }: Evidence,
): Promise<ReadonlyMap<string, StoredNumber>> {
  const subject = {
    portfolioId: facts.id,
    symbols: market.prices.symbols,
    asOf: session,
    holdings: holdingsOf(riskHoldings).map(({ label }) => label),
    optionIds: riskHoldings.options.map(({ positionId }) => positionId),
  };
  return await readStoredNumbers(database.api.db, family, subject);
}

/** Runs of somebody else's portfolio compute symbols for all: of those nothing is told. */
async function readRun(
  { database }: ExplainContext,
  runId: string,
  portfolioId: string,
): Promise<ExplainedRun | null> {
  const { db } = database.api;
  if (!(await isRunOfPortfolio(db, runId, portfolioId))) return null;
  const run = await findRun(db, runId);
  if (run === null) return null;
  const { id, trigger, status, finishedAt } = run;
  return { id, trigger, status, finishedAt };
}

/** Whether the record of the job that stored a number is of the present facts and prices. */
async function isCurrent(
  { database }: ExplainContext,
  key: string,
  family: string,
  { facts, scope, versions, session }: PortfolioAsOf,
): Promise<boolean> {
  const writer = jobOf(family);
  if (writer === null) return true;
  const [, symbol = ""] = partsOf(key);
  const subject = writer.by === "symbol" ? symbol : facts.id;
  const now = writer.by === "symbol" ? versions.ofSymbol(symbol) : versions.ofPortfolio(scope);
  const records = await readCompletions(database.api.db, writer.job, [subject]);
  const record = records.get(subject);
  return (
    record?.inputVersion === now && record.spans.some(({ from, until }) => from <= session && session < until)
  );
}
