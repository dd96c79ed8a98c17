/**
 * What a portfolio session costs as portfolios grow in number: 30 lots of 500 symbols over 64 sessions, by one worker
 * process that has worked before. Each size is a run of so many new portfolios beside those that are there already. Cost is
 * time of the machine's processors, whoever used it: worker, database, this program. What a run of a single portfolio costs is
 * what every run costs, and left out of a portfolio's cost. Prints a table and draws it; with `--keep` the picture goes to docs/images as well. `node bench/growth.ts [--keep] [portfolios …]`.
 */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import path from "node:path";
import { type GrowthPoint, growthPlot } from "./growth-plot.ts";
import { RESULTS, report, summary } from "./report.ts";
import { openScaleWorld, runAll } from "./scale-world.ts";

const given = process.argv
  .slice(2)
  .filter((argument) => argument !== "--keep")
  .map(Number);
const SIZES = given.length > 0 ? given : [10, 100, 1_000, 10_000];
const CLOCK = "2026-01-08T22:00:00Z";
const BOOK = { lots: 30, symbols: 500, entered: "2025-10-08" } as const;
const SESSIONS = 64;
const WARM_UP = 50;
/** Small sizes are measured more often: a run of ten portfolios is a fraction of a second. */
const REPEATS = (portfolios: number) => (portfolios < 1_000 ? 9 : 1);
const MEGABYTE = 2 ** 20;

interface Measurement extends GrowthPoint {
  /** From the request to the end; of each repeat. */
  readonly seconds: readonly number[];
  /** Microseconds of a portfolio session; of each repeat. */
  readonly costs: readonly number[];
}

const world = await openScaleWorld(CLOCK);
try {
  const worker = await world.startWorker();
  const run = async (portfolios: number) => {
    await world.addPortfolios({ portfolios, ...BOOK });
    worker.forgetPeak();
    const before = busySeconds();
    const { seconds } = await runAll(world, "admin");
    return { seconds, busy: busySeconds() - before };
  };
  await run(WARM_UP);
  const alone: number[] = [];
  for (let repeat = 0; repeat < REPEATS(1); repeat++) alone.push((await run(1)).busy);
  const { median: fixed } = summary(alone);
  const points: Measurement[] = [];
  for (const portfolios of SIZES) {
    const [costs, seconds]: [number[], number[]] = [[], []];
    let peakBytes = 0;
    for (let repeat = 0; repeat < REPEATS(portfolios); repeat++) {
      const figures = await run(portfolios);
      peakBytes = Math.max(peakBytes, worker.peakBytes());
      seconds.push(figures.seconds);
      costs.push((1e6 * (figures.busy - fixed)) / ((portfolios - 1) * SESSIONS));
    }
    points.push({ portfolios, seconds, costs, microseconds: summary(costs).median, peakBytes });
    const all = points.map(({ microseconds }) => microseconds);
    report(
      "growth",
      [
        {
          goal: null,
          what: "a run of one portfolio, of processors' time, left out below",
          unit: "ms",
          values: alone.map((value) => 1000 * value),
        },
        ...points.map((point) => ({
          goal: null,
          what: `${point.portfolios} portfolios over ${SESSIONS} sessions: a portfolio session`,
          unit: "µs" as const,
          values: point.costs,
          beside: `${summary(point.seconds).median.toFixed(1)} s in all, ${(point.peakBytes / MEGABYTE).toFixed(0)} MB at most`,
        })),
        {
          goal: null,
          what: "the dearest to the cheapest of them",
          unit: "×",
          values: [Math.max(...all) / Math.min(...all)],
          atMost: 1.2,
        },
      ],
      points,
    );
  }
  await worker.stop();
  const picture = path.join(RESULTS, "growth.svg");
  writeFileSync(picture, growthPlot(points));
  if (process.argv.includes("--keep")) {
    const folder = path.join(import.meta.dirname, "../docs/images");
    mkdirSync(folder, { recursive: true });
    copyFileSync(picture, path.join(folder, "growth.svg"));
  }
  console.log(picture);
} finally {
  await world.close();
}

/** Seconds that the processors have been at work since the machine started. */
function busySeconds(): number {
  return cpus().reduce(
    (sum, { times: { user, nice, sys, irq } }) => sum + (user + nice + sys + irq) / 1000,
    0,
  );
}
