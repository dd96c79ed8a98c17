/**
 * P3 and P5: 1,000 portfolios of 30 lots of 500 symbols over 253 sessions, from the request to `completed`, by one worker
 * process; then the time that COPY alone takes for the very same rows, and what storing some of them one by one would
 * take. P7: a fifth of the portfolios by one and by two worker processes with one unit in hand each.
 * `node bench/backfill.ts [portfolios]`.
 */
import { copyFloor } from "./copy-floor.ts";
import { rowAtATime } from "./peers/row-at-a-time.ts";
import { type Measured, report } from "./report.ts";
import { openScaleWorld, type RunFigures, runAll } from "./scale-world.ts";

const PORTFOLIOS = Number(process.argv[2] ?? 1_000);
const CLOCK = "2026-01-08T22:00:00Z";
const BOOK = { lots: 30, symbols: 500, entered: "2025-01-06" } as const;
const SESSIONS = 253;
const REPEATS = 3;
const MEGABYTE = 2 ** 20;

const measured: Measured[] = [];
const { run, floor, peakBytes, peer } = await measureBackfill();
measured.push(
  {
    goal: "P3",
    what: `${PORTFOLIOS} portfolios × ${BOOK.lots} lots × ${SESSIONS} sessions, ${BOOK.symbols} symbols`,
    unit: "s",
    values: [run.seconds],
    atMost: 90,
    beside: Object.entries(run.phases)
      .map(([name, seconds]) => `${name} ${seconds.toFixed(1)} s`)
      .join(", "),
  },
  {
    goal: null,
    what: "– a portfolio session of it",
    unit: "µs",
    values: [(1e6 * run.seconds) / (PORTFOLIOS * SESSIONS)],
  },
  {
    goal: "P3",
    what: "– most memory of the worker",
    unit: "MB",
    values: [peakBytes / MEGABYTE],
    atMost: 1_024,
  },
  {
    goal: "P5",
    what: "backfill to COPY of the very same rows",
    unit: "×",
    values: [run.seconds / floor.seconds],
    atMost: 2,
    beside: `COPY of ${floor.rows} rows, ${(floor.bytes / MEGABYTE).toFixed(0)} MB with indices: ${floor.seconds.toFixed(1)} s`,
  },
  {
    goal: null,
    what: `COPY to one statement a row, of ${peer.rows} rows`,
    unit: "×",
    values: [peer.insertSeconds / peer.copySeconds],
    beside: `${(peer.rows / peer.copySeconds).toFixed(0)} to ${(peer.rows / peer.insertSeconds).toFixed(0)} rows a second`,
  },
);
report("backfill", measured, { run, floor, peer });

const seconds: { one: number; two: number }[] = [];
for (let repeat = 0; repeat < REPEATS; repeat++) {
  const one = (await measureWorkers(1)).seconds;
  const two = (await measureWorkers(2)).seconds;
  seconds.push({ one, two });
}
measured.push({
  goal: "P7",
  what: `two worker processes to one, a unit in hand each, ${Math.ceil(PORTFOLIOS / 5)} portfolios`,
  unit: "×",
  values: seconds.map(({ one, two }) => one / two),
  atLeast: 1.6,
  beside: seconds.map(({ one, two }) => `${one.toFixed(1)} and ${two.toFixed(1)} s`).join(", "),
});
report("backfill", measured, { run, floor, peer, workers: seconds });

async function measureBackfill() {
  const world = await openScaleWorld(CLOCK);
  try {
    await world.addPortfolios({ portfolios: PORTFOLIOS, ...BOOK });
    const worker = await world.startWorker();
    const run = await runAll(world, "admin");
    const peakBytes = worker.peakBytes();
    await worker.stop();
    const peer = await rowAtATime(world.url);
    return { run, peakBytes, peer, floor: await copyFloor(world.url) };
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
