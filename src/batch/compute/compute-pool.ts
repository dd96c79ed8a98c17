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

/**
 * Starts `threads` threads, which get ready while the caller goes on. Tasks beyond their number wait in order. `program` is
 * what they run; another one only in tests.
 */
export function startComputePool(calendar: TradingCalendar, threads: number, program = PROGRAM): ComputePool {
  const pool = new Piscina({
    filename: program.href,
    minThreads: threads,
    maxThreads: threads,
    // A task waits for its thread rather than spin: the others share the processors.
    atomics: "disabled",
  });
  const { exceptions } = calendar;
  const run = <Answer>(name: string, task: unknown, signal: AbortSignal): Promise<Answer> =>
    pool.run({ task, exceptions }, { name, signal }) as Promise<Answer>;
  for (let thread = 0; thread < threads; thread++) pool.run({}, { name: "warm" }).catch(() => undefined); // the first unit meets the same error and reports it
  return {
    portfolios: <Result>(task: PortfolioTask, signal: AbortSignal) =>
      run<PortfolioOutcome<Result>>("portfolios", task, signal),
    symbols: (task, signal) => run<SymbolBlock>("symbols", task, signal),
    close: () => pool.destroy(),
  };
}
