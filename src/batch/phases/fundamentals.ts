import type { FinancialStatement } from "#core/instruments/fundamentals.ts";
import { upsertStatements } from "#db/stores/market-data-store.ts";
import { markFundamentalsChecked } from "#db/stores/universe-store.ts";
import type { Phase } from "#engine/phase.ts";
import { type AnswerJob, asking } from "../answer-job.ts";
import type { BatchServices } from "../services.ts";

const job: AnswerJob<readonly FinancialStatement[]> = {
  name: "fundamentals",
  kind: "fundamentals",
  noun: "Statements",
  isDue: (symbol) => symbol.fundamentalsDue,
  ask: (providers, symbol, run, signal) => providers.fetchFundamentals({ symbol, through: run.to }, signal),
  async store(tx, answers, answered) {
    const statements = answers.flatMap(({ value, provider }) => value.map((row) => ({ ...row, provider })));
    await upsertStatements(tx.db, statements);
    await markFundamentalsChecked(tx.db, answered);
    return statements.length;
  },
};

export const fundamentals: Phase<BatchServices> = {
  name: job.name,
  number: "2",
  title: "Fundamentals",
  grain: "symbol",
  itemUnit: "symbols",
  needs: ["company-profiles"],
  reads: ["symbol_universe"],
  writes: ["fundamentals"],
  timeoutMs: 300_000,
  weight: 3,
  essential: false,
  ...asking(job),
};
