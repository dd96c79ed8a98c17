import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { PortfolioFacts } from "#core/instruments/position.ts";
import { readCompletions } from "#db/stores/completion-store.ts";
import { replaceFindings } from "#db/stores/finding-store.ts";
import { type PortfolioScope, readFactsRevisions } from "#db/stores/portfolio-facts-store.ts";
import type { Transaction } from "#db/types.ts";
import {
  InputsChanged,
  type PlanContext,
  type UnitContext,
  type UnitSpec,
  type UnitWriter,
} from "#engine/phase.ts";
import type { Run } from "#engine/run-state.ts";
import { complete, lockMissing } from "./completion.ts";
import type { PortfolioComputation } from "./compute/portfolio-computation.ts";
import { PORTFOLIO_COMPUTATIONS } from "./compute/portfolio-computations.ts";
import { readInputVersions } from "./input-versions.ts";
import { missingSpans, type Span, unitsOf } from "./missing-units.ts";
import { readRunScope } from "./run-scope.ts";
import type { BatchServices } from "./services.ts";
import type { LoadedShard } from "./shard-cache.ts";

/** 500 portfolios at a session, 29 over a year, or one over five years. */
const BOUNDS = { subjects: 500, sessions: 1_260, items: 7_500 };

/** A job that computes something for each portfolio from its ledger, and stores it. */
export interface PortfolioJob<Shared, Result> {
  readonly computation: PortfolioComputation<Shared, Result>;
  /** Stores the results of a unit; returns the rows written. */
  write(tx: Transaction, target: WriteTarget, results: readonly StoredResult<Result>[]): Promise<number>;
}

/** Joins what computes a job's results with what stores them. */
export function portfolioJob<Shared, Result>(
  computation: PortfolioComputation<Shared, Result>,
  write: PortfolioJob<Shared, Result>["write"],
): PortfolioJob<Shared, Result> {
  return { computation, write };
}

export interface WriteTarget {
  readonly run: Run;
  readonly unit: UnitSpec;
  readonly calendar: TradingCalendar;
}

/** One portfolio's result over the ordinals `from` … `to`. */
export interface StoredResult<Result> {
  readonly facts: PortfolioFacts;
  readonly from: number;
  readonly to: number;
  readonly result: Result;
  /** Which revisions of facts and prices it was computed from. */
  readonly scope: PortfolioScope;
  /** Whether results of the same inputs are there for other sessions. */
  readonly isContinued: boolean;
  readonly priceRevision: (symbol: string) => number;
}

/** A job ready for a phase: what it shares and returns stays inside it. */
export interface RunnableJob {
  readonly name: string;
  readonly sessions: "every" | "last";
  plan(context: PlanContext<BatchServices>): Promise<readonly UnitSpec[]>;
  run(context: UnitContext<BatchServices>, unit: UnitSpec): Promise<UnitWriter>;
}

export function runnable<Shared, Result>(job: PortfolioJob<Shared, Result>): RunnableJob {
  const { name, sessions } = job.computation;
  return {
    name,
    sessions,
    plan: (context) => planPortfolioUnits(context, name),
    run: (context, unit) => runPortfolioUnit(context, unit, job),
  };
}

/** What the portfolios of a run lack. */
interface MissingOfRun {
  readonly ids: readonly string[];
  /** By the job's name: spans of each portfolio, in the order of `ids`. */
  readonly spans: ReadonlyMap<string, readonly (readonly Span[])[]>;
  /** Of each portfolio, the sessions of its longest span of any job. */
  readonly longest: readonly number[];
}

const missingOfRuns = new WeakMap<Transaction, Promise<MissingOfRun>>();

/** Read once in a transaction: all jobs of portfolios are planned together. */
function missingOfRun(context: PlanContext<BatchServices>): Promise<MissingOfRun> {
  const known = missingOfRuns.get(context.tx);
  if (known !== undefined) return known;
  const reading = readMissing(context);
  missingOfRuns.set(context.tx, reading);
  return reading;
}

/** The sessions of each portfolio that have no completion record of its present inputs, of every job. */
async function readMissing({ run, tx, services }: PlanContext<BatchServices>): Promise<MissingOfRun> {
  const { calendar } = services;
  const { portfolios, firstNeeded, toOrdinal } = await readRunScope(tx.db, services, run);
  const versions = await readInputVersions(tx.db, calendar, firstNeeded.keys());
  const earliest = run.from === null ? Number.NEGATIVE_INFINITY : calendar.ordinalOnOrAfter(run.from);
  const wanted = portfolios.map((portfolio) => ({
    subject: portfolio.id,
    inputVersion: versions.ofPortfolio(portfolio),
    from: Math.max(calendar.ordinalOnOrAfter(portfolio.firstEntry), earliest),
    to: toOrdinal,
  }));
  const ids = portfolios.map(({ id }) => id);
  const spans = new Map<string, readonly (readonly Span[])[]>();
  const longest = ids.map(() => 0);
  for (const { name, sessions } of PORTFOLIO_COMPUTATIONS) {
    const records = run.force ? new Map() : await readCompletions(tx.db, name, ids);
    const ofJob = wanted.map((every) => {
      const one = sessions === "last" ? { ...every, from: toOrdinal } : every;
      return missingSpans(one, records.get(one.subject), calendar);
    });
    spans.set(name, ofJob);
    for (const [index, missing] of ofJob.entries())
      for (const { from, to } of missing) longest[index] = Math.max(longest[index]!, to - from + 1);
  }
  return { ids, spans, longest };
}

/** Units of what the job lacks, cut by what any job lacks, so that units of all jobs are of the same portfolios. */
async function planPortfolioUnits(
  context: PlanContext<BatchServices>,
  job: string,
): Promise<readonly UnitSpec[]> {
  const { ids, spans, longest } = await missingOfRun(context);
  const ofJob = spans.get(job)!;
  const missing = ids.map((subject, index) => ({
    subject,
    spans: ofJob[index]!,
    sessions: longest[index]!,
  }));
  return unitsOf(job, missing, context.services.calendar, BOUNDS);
}

async function runPortfolioUnit<Shared, Result>(
  { run, services, signal }: UnitContext<BatchServices>,
  unit: UnitSpec,
  job: PortfolioJob<Shared, Result>,
): Promise<UnitWriter> {
  const { calendar, shardCache } = services;
  const { name } = job.computation;
  const shard = await shardCache.load(run, unit, signal);
  const { scopes, facts, versions } = shard;
  const [from, to] = [calendar.ordinal(unit.from), calendar.ordinal(unit.to)];
  const task = { job: name, from, to, shard: shard.shared };
  const outcome = await services.compute.portfolios<Result>(task, signal);
  const computed = outcome.computed.map(({ id }) => ({
    subject: id,
    inputVersion: versions.ofPortfolio(scopes.get(id)!),
  }));
  return async (tx) => {
    const { subjects: missing, continued } = await lockMissing(tx, calendar, run, name, computed, unit);
    if (await haveInputsChanged(tx, shard)) {
      shardCache.forget(shard);
      throw new InputsChanged();
    }
    const stored = outcome.computed
      .filter(({ id }) => missing.has(id))
      .map(({ id, from: first, to: last, result }) => ({
        facts: facts.get(id)!,
        from: first,
        to: last,
        result,
        scope: scopes.get(id)!,
        isContinued: continued.has(id),
        priceRevision: (symbol: string) => versions.priceRevision(symbol),
      }));
    const rows = stored.length === 0 ? 0 : await job.write(tx, { run, unit, calendar }, stored);
    await complete(
      tx,
      calendar,
      run,
      name,
      computed.filter(({ subject }) => missing.has(subject)),
      unit,
    );
    // Findings are about the whole history, so the unit that ends with the run's last session has all of them.
    if (unit.to === run.to) {
      await replaceFindings(
        tx.db,
        name,
        outcome.computed
          .filter(({ id }) => missing.has(id))
          .map(({ id, findings }) => ({ owner: id, findings })),
        run.id,
      );
    }
    const message = `${name}: ${counted(stored.length, "portfolio")}, ${counted(rows, "row")} from ${unit.from} to ${unit.to}`;
    return { rows, failures: outcome.failures, events: [{ level: "info", message }] };
  };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** A portfolio with the revision of facts it was computed from still has the same symbols. */
async function haveInputsChanged(tx: Transaction, { scopes, versions }: LoadedShard): Promise<boolean> {
  const revisions = await readFactsRevisions(tx.db, [...scopes.keys()]);
  const changed = [...scopes.values()].some(({ id, factsRevision }) => revisions.get(id) !== factsRevision);
  return changed || (await versions.haveChanged(tx.db));
}
