import { setImmediate as nextTick } from "node:timers/promises";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { Finding } from "#core/errors/finding.ts";
import type { PortfolioFacts } from "#core/instruments/position.ts";
import type { MarketFacts } from "#core/prices/market-facts.ts";
import type { Valuation } from "#core/valuation/valuation.ts";
import { readCompletions } from "#db/stores/completion-store.ts";
import { replaceFindings } from "#db/stores/finding-store.ts";
import { readScope } from "#db/stores/portfolio-facts-store.ts";
import type { Transaction } from "#db/types.ts";
import {
  InputsChanged,
  type PlanContext,
  type SubjectFailure,
  type UnitContext,
  type UnitSpec,
  type UnitWriter,
} from "#engine/phase.ts";
import type { Run } from "#engine/run-state.ts";
import { describeError } from "#engine/unit-errors.ts";
import { type Computed, complete, lockMissing } from "./completion.ts";
import { readInputVersions } from "./input-versions.ts";
import { type LoadedPortfolios, loadPortfolios } from "./load-portfolios.ts";
import { missingUnits } from "./missing-units.ts";
import { readRunScope } from "./run-scope.ts";
import type { BatchServices } from "./services.ts";

/** 250 portfolios over 30 sessions, or one over five years. */
const BOUNDS = { subjects: 250, sessions: 1_260, items: 7_500 };

/** The event loop is left to others, such as the heartbeat, after this long. */
const SLICE_MS = 25;

/** One portfolio's facts and ledger beside the market it lived in. */
export interface ValuedPortfolio {
  readonly facts: PortfolioFacts;
  readonly valuation: Valuation;
}

/** What one portfolio's computation may use; ranges are ordinals, both included. */
export interface PortfolioInput<Shared> extends ValuedPortfolio {
  readonly market: MarketFacts;
  readonly calendar: TradingCalendar;
  /** First session to store: the unit's, or the portfolio's own first one where that is later. */
  readonly from: number;
  readonly to: number;
  /** What all portfolios of the unit share. */
  readonly shared: Shared;
}

/** A job that computes something for each portfolio from its ledger. */
export interface PortfolioJob<Shared, Result> {
  readonly name: string;
  /** `every`: each session has its own row; `last`: only the last session of a run is stored. */
  readonly sessions: "every" | "last";
  /** Sessions before the unit's first one that its windows reach back. */
  readonly lookbackSessions: number;
  /** Whether it needs what the factors did in historical scenarios. */
  readonly withEpisodes?: boolean;
  /** Prepares what does not depend on a portfolio. */
  share(market: MarketFacts, fromOrdinal: number, toOrdinal: number): Shared;
  /** Pure: one portfolio's result and what its owner should know about it. */
  compute(input: PortfolioInput<Shared>): { readonly result: Result; readonly findings: readonly Finding[] };
  /** Stores the results of a unit; returns the rows written. */
  write(tx: Transaction, target: WriteTarget, results: readonly StoredResult<Result>[]): Promise<number>;
}

export interface WriteTarget {
  readonly run: Run;
  readonly unit: UnitSpec;
  readonly calendar: TradingCalendar;
}

export interface StoredResult<Result> extends ValuedPortfolio {
  readonly from: number;
  readonly to: number;
  readonly result: Result;
}

/** A job ready for a phase: what it shares and returns stays inside it. */
export interface RunnableJob {
  readonly name: string;
  readonly sessions: "every" | "last";
  plan(context: PlanContext<BatchServices>): Promise<readonly UnitSpec[]>;
  run(context: UnitContext<BatchServices>, unit: UnitSpec): Promise<UnitWriter>;
}

export function runnable<Shared, Result>(job: PortfolioJob<Shared, Result>): RunnableJob {
  return {
    name: job.name,
    sessions: job.sessions,
    plan: (context) => planPortfolioUnits(context, job),
    run: (context, unit) => runPortfolioUnit(context, unit, job),
  };
}

/** The portfolios and sessions of the run that have no completion record of their present inputs. */
async function planPortfolioUnits(
  { run, tx, services }: PlanContext<BatchServices>,
  job: { readonly name: string; readonly sessions: "every" | "last" },
): Promise<readonly UnitSpec[]> {
  const { calendar } = services;
  const { portfolios, toOrdinal, firstNeeded } = await readRunScope(tx.db, calendar, run);
  const versions = await readInputVersions(tx.db, calendar, firstNeeded.keys());
  const ids = portfolios.map(({ id }) => id);
  const records = run.force ? new Map() : await readCompletions(tx.db, job.name, ids);
  const earliest = run.from === null ? Number.NEGATIVE_INFINITY : calendar.ordinalOnOrAfter(run.from);
  const wanted = portfolios.map((scope) => ({
    subject: scope.id,
    inputVersion: versions.ofPortfolio(scope),
    from:
      job.sessions === "last" ? toOrdinal : Math.max(calendar.ordinalOnOrAfter(scope.firstEntry), earliest),
    to: toOrdinal,
  }));
  return missingUnits(job.name, wanted, records, calendar, BOUNDS);
}

async function runPortfolioUnit<Shared, Result>(
  { run, services, signal }: UnitContext<BatchServices>,
  unit: UnitSpec,
  job: PortfolioJob<Shared, Result>,
): Promise<UnitWriter> {
  const { calendar, database } = services;
  const loaded = await database.batch.transaction(
    `load ${job.name}`,
    (tx) =>
      loadPortfolios(tx, calendar, unit.subjects, {
        from: unit.from,
        to: run.to,
        lookbackSessions: job.lookbackSessions,
        withEpisodes: job.withEpisodes === true,
      }),
    { signal, isolation: "repeatable read", readOnly: true },
  );
  const { results, computed, findings, failures } = await computeUnit(loaded, unit, job, calendar, signal);
  return async (tx) => {
    const missing = await lockMissing(tx, calendar, run, job.name, computed, unit);
    await requireSameInputs(tx, calendar, computed);
    const stored = results.filter(({ facts }) => missing.has(facts.id));
    const rows = stored.length === 0 ? 0 : await job.write(tx, { run, unit, calendar }, stored);
    await complete(
      tx,
      calendar,
      run,
      job.name,
      computed.filter(({ subject }) => missing.has(subject)),
      unit,
    );
    // Findings are about the whole history, so the unit that ends with the run's last session has all of them.
    if (unit.to === run.to) {
      await replaceFindings(
        tx.db,
        job.name,
        findings.filter(({ owner }) => missing.has(owner)),
        run.id,
      );
    }
    const message = `${job.name}: ${stored.length} ${stored.length === 1 ? "portfolio" : "portfolios"}, ${rows} rows from ${unit.from} to ${unit.to}`;
    return { rows, failures, events: [{ level: "info", message }] };
  };
}

async function computeUnit<Shared, Result>(
  { scopes, versions, portfolios, market, value }: LoadedPortfolios,
  unit: UnitSpec,
  job: PortfolioJob<Shared, Result>,
  calendar: TradingCalendar,
  signal: AbortSignal,
) {
  const [from, to] = [calendar.ordinal(unit.from), calendar.ordinal(unit.to)];
  const shared = job.share(market, from, to);
  const scopeOf = new Map(scopes.map((scope) => [scope.id, scope]));
  const results: StoredResult<Result>[] = [];
  const computed: Computed[] = [];
  const findings: { owner: string; findings: readonly Finding[] }[] = [];
  const failures: SubjectFailure[] = [];
  let sliceStart = performance.now();
  for (const facts of portfolios) {
    signal.throwIfAborted();
    try {
      const valuation = value(facts);
      const first = Math.max(from, valuation.firstOrdinal);
      const input = { facts, valuation, market, calendar, from: first, to, shared };
      const outcome = job.compute(input);
      results.push({ facts, valuation, from: first, to, result: outcome.result });
      findings.push({ owner: facts.id, findings: outcome.findings });
      computed.push({ subject: facts.id, inputVersion: versions.ofPortfolio(scopeOf.get(facts.id)!) });
    } catch (error) {
      // One portfolio that cannot be computed must not keep the others from their results.
      failures.push({ subject: facts.id, ...describeError(error) });
    }
    if (performance.now() - sliceStart > SLICE_MS) {
      await nextTick();
      sliceStart = performance.now();
    }
  }
  return { results, computed, findings, failures };
}

async function requireSameInputs(
  tx: Transaction,
  calendar: TradingCalendar,
  computed: readonly Computed[],
): Promise<void> {
  const scopes = await readScope(
    tx.db,
    computed.map(({ subject }) => subject),
  );
  const versions = await readInputVersions(
    tx.db,
    calendar,
    scopes.flatMap((scope) => scope.symbols),
  );
  const now = new Map(scopes.map((scope) => [scope.id, versions.ofPortfolio(scope)]));
  if (computed.some(({ subject, inputVersion }) => now.get(subject) !== inputVersion))
    throw new InputsChanged();
}
