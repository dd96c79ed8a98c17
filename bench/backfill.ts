/**
 * P3 and P5: 1,000 portfolios of 30 lots of 500 symbols over 253 sessions, from the request to `completed`, by one worker
 * process; then the time that COPY alone takes for the very same rows. P7: a fifth of them by one and by two worker
 * processes with one unit in hand each. `node bench/backfill.ts [portfolios]`.
 */

import { copyFloor } from "./copy-floor.ts";
import { keep } from "./report.ts";
import { openScaleWorld, type RunFigures, runAll } from "./scale-world.ts";

const PORTFOLIOS = Number(process.argv[2] ?? 1_000);
const CLOCK = "2026-01-08T22:00:00Z";
const BOOK = { lots: 30, symbols: 500, entered: "2025-01-06" } as const;
const SESSIONS = 253;
const MEGABYTE = 2 ** 20;

const backfill = await measureBackfill();
const one = await measureWorkers(1);
const two = await measureWorkers(2);
const rows = {
  portfolios: PORTFOLIOS,
  ...backfill,
  workers: {
    portfolios: Math.ceil(PORTFOLIOS / 5),
    one: one.seconds,
    two: two.seconds,
    ratio: one.seconds / two.seconds,
  },
};
keep("backfill", rows);
const { run, floor, peakBytes } = backfill;
console.log(`
## backfill

| what | measured | goal |
| --- | --- | --- |
| ${PORTFOLIOS} portfolios × ${BOOK.lots} lots × ${SESSIONS} sessions | ${run.seconds.toFixed(1)} s | ≤ 90 s for 1,000 |
| a portfolio session of it | ${((1e6 * run.seconds) / (PORTFOLIOS * SESSIONS)).toFixed(0)} µs | – |
| most memory of the worker | ${(peakBytes / MEGABYTE).toFixed(0)} MB | ≤ 1,024 MB |
| COPY of its ${floor.rows} result rows, ${(floor.bytes / MEGABYTE).toFixed(0)} MB with indices | ${floor.seconds.toFixed(1)} s | – |
| backfill to COPY | ${(run.seconds / floor.seconds).toFixed(2)} × | ≤ 2 × |
| two worker processes to one | ${rows.workers.ratio.toFixed(2)} × (${one.seconds.toFixed(1)} s, ${two.seconds.toFixed(1)} s) | ≥ 1.6 × |

${Object.entries(run.phases)
  .map(([name, seconds]) => `${name} ${seconds.toFixed(1)} s`)
  .join(", ")}`);

async function measureBackfill() {
  const world = await openScaleWorld(CLOCK);
  try {
    await world.addPortfolios({ portfolios: PORTFOLIOS, ...BOOK });
    const worker = await world.startWorker();
    const run = await runAll(world, "admin");
    const peakBytes = worker.peakBytes();
    await worker.stop();
    return { run, peakBytes, floor: await copyFloor(world.url) };
  } finally {
    await world.close();
  }
}

async function measureWorkers(processes: number): Promise<RunFigures> {
  const world = await openScaleWorld(CLOCK);
  try {
    await world.addPortfolios({ portfolios: Math.ceil(PORTFOLIOS / 5), ...BOOK });
    const starting = Array.from({ length: processes }, () => world.startWorker({ concurrency: 1 }));
    const workers = await Promise.all(starting);
    const figures = await runAll(world, "admin");
    await Promise.all(workers.map((worker) => worker.stop()));
    return figures;
  } finally {
    await world.close();
  }
}
