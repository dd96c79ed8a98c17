import { Piscina } from "piscina";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { PortfolioOutcome } from "./compute-portfolios.ts";
import type { PortfolioTask, SymbolTask } from "./compute-worker.ts";
import type { SymbolBlock } from "./symbol-computations.ts";

/**
 * Threads that compute units, so that heartbeats, cancel requests and the API never wait for arithmetic, and a unit
 * that runs too long can be ended: an abort ends its thread, and another takes its place.
 */
export interface ComputePool {
  portfolios<Result>(task: PortfolioTask, signal: AbortSignal): Promise<PortfolioOutcome<Result>>;
  symbols(task: SymbolTask, signal: AbortSignal): Promise<SymbolBlock>;
  /** Ends the threads, whatever they do. */
  close(): Promise<void>;
}

const PROGRAM = new URL("./compute-worker.ts", import.meta.url);

/** A thread beyond the others ends when it has had nothing to do for so long. */
const SPARE_IDLE_MS = 60_000;

/**
 * Starts `threads` threads, which get ready while the caller goes on; one more takes what comes while all of them are at
 * work: an onboarding beside a night's units. Tasks beyond that wait in order. `program` is what they run; another one only
 * in tests.
 */
export function startComputePool(calendar: TradingCalendar, threads: number, program = PROGRAM): ComputePool {
  const filename = program.href;
  // A task waits for its thread rather than spin: the others share the processors.
  const atomics = "disabled";
  const pool = new Piscina({ filename, atomics, minThreads: threads, maxThreads: threads });
  const spare = new Piscina({
    filename,
    atomics,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: SPARE_IDLE_MS,
  });
  const { exceptions } = calendar;
  let running = 0;
  const run = async <Answer>(name: string, task: unknown, signal: AbortSignal): Promise<Answer> => {
    const chosen = running < threads ? pool : spare;
    if (chosen === pool) running++;
    try {
      return (await chosen.run({ task, exceptions }, { name, signal })) as Answer;
    } finally {
      if (chosen === pool) running--;
    }
  };
  for (let thread = 0; thread < threads; thread++) pool.run({}, { name: "warm" }).catch(() => undefined); // the first unit meets the same error and reports it
  return {
    portfolios: <Result>(task: PortfolioTask, signal: AbortSignal) =>
      run<PortfolioOutcome<Result>>("portfolios", task, signal),
    symbols: (task, signal) => run<SymbolBlock>("symbols", task, signal),
    close: async () => {
      await Promise.all([pool.destroy(), spare.destroy()]);
    },
  };
}
