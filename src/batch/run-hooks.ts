import { readRecordedVersions } from "#db/stores/completion-store.ts";
import { deleteResultsBeforeEntry } from "#db/stores/results-store.ts";
import { insertSymbols } from "#db/stores/universe-store.ts";
import type { Transaction } from "#db/types.ts";
import type { Run } from "#engine/run-state.ts";
import { readInputVersions } from "./input-versions.ts";
import { PHASES } from "./phases/index.ts";
import { RISK_JOBS } from "./phases/risk-analytics.ts";
import { readRunScope, type ScopeServices } from "./run-scope.ts";

/** Every job of this program that keeps completion records. */
const JOBS: readonly string[] = [...PHASES.map(({ name }) => name), ...RISK_JOBS.map(({ name }) => name)];

/**
 * Puts every symbol of the run into the universe before its first phase, whatever path led here, and removes results of
 * sessions before the first entry: they are of lots that were deleted or dated later since.
 */
export async function prepareRun(services: ScopeServices, tx: Transaction, run: Run): Promise<void> {
  await deleteResultsBeforeEntry(tx.db, run.portfolioId);
  const { firstNeeded } = await readRunScope(tx.db, services, run);
  await insertSymbols(tx.db, [...firstNeeded.keys()]);
}

/** Whether something of the run's scope was computed from facts or prices that have changed since. */
export async function hasOutdatedResults(
  services: ScopeServices,
  tx: Transaction,
  run: Run,
): Promise<boolean> {
  const { portfolios, firstNeeded } = await readRunScope(tx.db, services, run);
  const versions = await readInputVersions(tx.db, services.calendar, firstNeeded.keys());
  const now = new Map([...firstNeeded.keys()].map((symbol) => [symbol, versions.ofSymbol(symbol)]));
  for (const scope of portfolios) now.set(scope.id, versions.ofPortfolio(scope));
  const recorded = await readRecordedVersions(tx.db, JOBS, [...now.keys()], run.id);
  return recorded.some(({ subject, inputVersion }) => now.get(subject) !== inputVersion);
}
