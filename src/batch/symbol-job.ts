import type { PriceMatrix } from "#core/prices/market-facts.ts";
import {
  type CopyColumn,
  dateColumn,
  float8Column,
  int2Column,
  textColumn,
  uuidColumn,
} from "#db/copy/copy-columns.ts";
import { readCompletions } from "#db/stores/completion-store.ts";
import { loadPrices } from "#db/stores/market-data-store.ts";
import { replaceRows } from "#db/stores/replace-rows.ts";
import { markBehind } from "#db/stores/universe-store.ts";
import {
  InputsChanged,
  type Phase,
  type PlanContext,
  type UnitContext,
  type UnitSpec,
  type UnitWriter,
} from "#engine/phase.ts";
import { complete, lockMissing } from "./completion.ts";
import type { SymbolBlock, SymbolComputation } from "./compute/symbol-computations.ts";
import { readInputVersions } from "./input-versions.ts";
import { missingUnits } from "./missing-units.ts";
import { readRunScope } from "./run-scope.ts";
import { type BatchServices, METHOD_VERSION } from "./services.ts";
import { isCompanySymbol } from "./symbol-units.ts";

/** 1,000 symbols at a session, 118 over a year, or 23 over five years. */
const BOUNDS = { subjects: 1_000, sessions: 1_260, items: 30_000 };

/** What a phase adds to its name and title: units from completion records, computed in a thread and stored in `table`. */
export function symbolJob(
  computation: SymbolComputation,
  table: string,
): Pick<Phase<BatchServices>, "name" | "plan" | "run"> {
  return {
    name: computation.name,
    plan: (context) => planSymbolUnits(context, computation.name),
    run: (context, unit) => runSymbolUnit(context, unit, { computation, table }),
  };
}

interface SymbolJob {
  readonly computation: SymbolComputation;
  /** Its columns are those of the computation. */
  readonly table: string;
}

/** The symbols and sessions of the run that have no completion record of their present prices. */
async function planSymbolUnits(
  { run, tx, services }: PlanContext<BatchServices>,
  job: string,
): Promise<readonly UnitSpec[]> {
  const { calendar } = services;
  const { firstNeeded, toOrdinal } = await readRunScope(tx.db, services, run);
  await markBehind(tx.db, [...firstNeeded.keys()], run.to);
  const symbols = [...firstNeeded.keys()].filter(isCompanySymbol);
  const versions = await readInputVersions(tx.db, calendar, symbols);
  const records = run.force ? new Map() : await readCompletions(tx.db, job, symbols);
  const earliest = run.from === null ? Number.NEGATIVE_INFINITY : calendar.ordinalOnOrAfter(run.from);
  const wanted = symbols.map((subject) => ({
    subject,
    inputVersion: versions.ofSymbol(subject),
    from: Math.max(firstNeeded.get(subject)!, earliest),
    to: toOrdinal,
  }));
  return missingUnits(job, wanted, records, calendar, BOUNDS);
}

async function runSymbolUnit(
  { run, services, signal }: UnitContext<BatchServices>,
  unit: UnitSpec,
  job: SymbolJob,
): Promise<UnitWriter> {
  const { calendar, database } = services;
  const { name, alsoLoad, lookbackSessions, withVolume } = job.computation;
  const [from, to] = [calendar.ordinal(unit.from), calendar.ordinal(unit.to)];
  const { versions, prices } = await database.batch.transaction(
    `load ${name}`,
    async (tx) => ({
      versions: await readInputVersions(tx.db, calendar, unit.subjects),
      prices: await loadPrices(tx, [...unit.subjects, ...alsoLoad], calendar, from - lookbackSessions, to, {
        withVolume,
      }),
    }),
    { signal, isolation: "repeatable read", readOnly: true },
  );
  const block = await services.compute.symbols({ job: name, prices, from, to }, signal);
  const known = new Set(prices.symbols.filter((_, row) => hasPrice(prices, row)));
  const computed = unit.subjects.map((subject) => ({ subject, inputVersion: versions.ofSymbol(subject) }));
  return async (tx) => {
    const { subjects: missing } = await lockMissing(tx, calendar, run, name, computed, unit);
    const now = await readInputVersions(tx.db, calendar, unit.subjects);
    if (computed.some(({ subject, inputVersion }) => now.ofSymbol(subject) !== inputVersion))
      throw new InputsChanged();
    const subjects = unit.subjects.filter((subject) => missing.has(subject));
    const rowsOf = block.symbols.flatMap((symbol, row) =>
      missing.has(symbol) && known.has(symbol) ? [row] : [],
    );
    const sessions = calendar.range(unit.from, unit.to);
    const rows = await replaceRows(
      tx,
      job.table,
      { key: "symbol", subjects, from: unit.from, to: unit.to },
      {
        rows: rowsOf.length * sessions.length,
        columns: symbolColumns(job.computation, block, rowsOf, sessions, run.id),
      },
    );
    await complete(
      tx,
      calendar,
      run,
      name,
      computed.filter(({ subject }) => missing.has(subject)),
      unit,
    );
    return {
      rows,
      failures: [],
      events: [
        {
          level: "info",
          message: `${subjects.length} symbols, ${rows} rows from ${unit.from} to ${unit.to}`,
        },
      ],
    };
  };
}

function hasPrice(prices: PriceMatrix, row: number): boolean {
  const start = row * prices.sessionCount;
  return prices.close.subarray(start, start + prices.sessionCount).some((close) => !Number.isNaN(close));
}

function symbolColumns(
  { columns, width }: SymbolComputation,
  block: SymbolBlock,
  blockRows: readonly number[],
  sessions: readonly string[],
  runId: string,
): readonly CopyColumn[] {
  const days = sessions.length;
  const symbolRow = (row: number) => blockRows[Math.floor(row / days)]!;
  return [
    textColumn("symbol", (row) => block.symbols[symbolRow(row)]!),
    dateColumn("as_of", (row) => sessions[row % days]!),
    ...columns.map((name, column) => {
      const value = (row: number) => block.values[(symbolRow(row) * days + (row % days)) * width + column]!;
      return name.endsWith("observations") ? int2Column(name, value) : float8Column(name, value);
    }),
    uuidColumn("run_id", () => runId),
    int2Column("method", () => METHOD_VERSION),
  ];
}
