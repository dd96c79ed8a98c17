import { type FetchKind, insertFetchRecords, releaseFetches } from "#db/stores/fetch-store.ts";
import { readUniverse, type UniverseSymbol } from "#db/stores/universe-store.ts";
import type { Queryable, Transaction } from "#db/types.ts";
import type { PlanContext, UnitContext, UnitSpec, UnitWriter } from "#engine/phase.ts";
import type { Run } from "#engine/run-state.ts";
import type { ChainResult, ProviderChain } from "#providers/chain.ts";
import { fetchClaimed, fetchRecord } from "./claimed-fetch.ts";
import { readRunScope } from "./run-scope.ts";
import type { BatchServices } from "./services.ts";
import { isCompanySymbol, symbolUnits } from "./symbol-units.ts";

/** What a provider gave for one symbol. */
export interface Answer<T> {
  readonly value: T;
  readonly provider: string;
}

/** A phase that asks the providers one question for each company or fund, and asks again only after a while. */
export interface AnswerJob<T> {
  readonly name: string;
  readonly kind: FetchKind;
  /** What its answers are called in the log. */
  readonly noun: string;
  isDue(symbol: UniverseSymbol): boolean;
  ask(providers: ProviderChain, symbol: string, run: Run, signal: AbortSignal): Promise<ChainResult<T>>;
  /**
   * Stores the answers; `answered` also has the symbols of which the providers know nothing. Returns the rows written.
   */
  store(tx: Transaction, answers: readonly Answer<T>[], answered: readonly string[]): Promise<number>;
}

/** An answer job ready for a phase. */
export function asking<T>(job: AnswerJob<T>): {
  plan(context: PlanContext<BatchServices>): Promise<readonly UnitSpec[]>;
  run(context: UnitContext<BatchServices>, unit: UnitSpec): Promise<UnitWriter>;
} {
  return {
    async plan({ run, tx, services }) {
      const { firstNeeded } = await readRunScope(tx.db, services, run);
      return symbolUnits(job.name, await dueSymbols(tx.db, job, [...firstNeeded.keys()], run.force), run.to);
    },
    run: (context, unit) => askUnit(context, unit, job),
  };
}

async function askUnit<T>(
  { run, services, signal }: UnitContext<BatchServices>,
  unit: UnitSpec,
  job: AnswerJob<T>,
): Promise<UnitWriter> {
  const { db } = services.database.batch;
  const fetched = await fetchClaimed(
    services,
    { kind: job.kind, symbols: unit.subjects, holder: run.id, signal },
    (symbols) => dueSymbols(db, job, symbols, run.force),
    async (symbol) => ({ symbol, result: await job.ask(services.providers, symbol, run, signal) }),
  );
  return async (tx) => {
    const answers = fetched.flatMap(({ result }) =>
      result.outcome === "served" ? [{ value: result.value, provider: result.provider }] : [],
    );
    const answered = fetched.filter(({ result }) => result.outcome !== "failed").map(({ symbol }) => symbol);
    const rows = await job.store(tx, answers, answered);
    await insertFetchRecords(
      tx.db,
      fetched.map(({ symbol, result }) => fetchRecord(job.kind, symbol, null, result)),
      run.id,
    );
    await releaseFetches(tx.db, job.kind, unit.subjects, run.id);
    const message = `${job.noun} found for ${answers.length} of ${fetched.length} symbols`;
    return { rows, failures: [], events: [{ level: "info", message }] };
  };
}

async function dueSymbols<T>(
  db: Queryable,
  job: AnswerJob<T>,
  symbols: readonly string[],
  force: boolean,
): Promise<readonly string[]> {
  const universe = await readUniverse(db, symbols);
  return universe
    .filter((row) => isCompanySymbol(row.symbol) && (force || job.isDue(row)))
    .map((row) => row.symbol);
}
