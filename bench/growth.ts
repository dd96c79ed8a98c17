/**
 * What a portfolio session costs as portfolios grow in number: 30 lots of 500 symbols over 64 sessions, by one worker
 * process that has worked before. A run is of so many new portfolios beside the 300 that are there already; each size has a
 * database of its own, for a run looks at all portfolios, and sizes take turns.
 *
 * Cost is time of the machine's processors, whoever used it: worker, database, this program. What every run costs, whatever
 * its size, is measured with runs of a single portfolio and left out. A size's cost is the median of its rounds.
 *
 * Prints a table and draws it; with `--keep` the picture goes to docs/images as well.
 * `node bench/growth.ts [--keep] [portfolios …]`.
 */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import path from "node:path";
import { type GrowthPoint, growthPlot } from "./growth-plot.ts";
import { type Measured, RESULTS, report, summary } from "./report.ts";
import { openScaleWorld, runAll } from "./scale-world.ts";

const given = process.argv
  .slice(2)
  .filter((argument) => argument !== "--keep")
  .map(Number);
const SIZES = given.length > 0 ? given : [10, 100, 1_000, 10_000];
const CLOCK = "2026-01-08T22:00:00Z";
const BOOK = { lots: 30, symbols: 500, entered: "2025-10-08" } as const;
const SESSIONS = 64;
const THERE_ALREADY = 300;
const ROUNDS = 3;
/** The largest size takes minutes, over which a machine's moods even out. */
const ROUNDS_OF_LARGEST = 2;
/** Small sizes are a fraction of a second, and run more often. */
const RUNS: Readonly<Record<number, number>> = { 10: 20, 100: 5 };
const RUNS_OF_ONE = 10;
const MEGABYTE = 2 ** 20;

/** Runs of one size, one after the other. */
interface Runs {
  readonly runs: number;
  /** Of all runs together: from the request to the end, and of the processors. */
  readonly seconds: number;
  readonly busySeconds: number;
  readonly peakBytes: number;
}

/** Runs of a size, and of a single portfolio in the same database. */
interface Round {
  readonly ofSize: Runs;
  readonly ofOne: Runs;
}

const rounds = new Map(SIZES.map((portfolios) => [portfolios, [] as Round[]]));
for (let number = 0; number < ROUNDS; number++)
  for (const [portfolios, measured] of rounds) {
    if (portfolios === Math.max(...SIZES) && number >= ROUNDS_OF_LARGEST) continue;
    measured.push(await measureRound(portfolios));
    const { ofSize } = measured.at(-1)!;
    console.error(
      `round ${number + 1}: ${portfolios} portfolios in ${(ofSize.seconds / ofSize.runs).toFixed(2)} s`,
    );
  }
const picture = path.join(RESULTS, "growth.svg");
writeFileSync(picture, growthPlot(tell()));
if (process.argv.includes("--keep")) {
  const folder = path.join(import.meta.dirname, "../docs/images");
  mkdirSync(folder, { recursive: true });
  copyFileSync(picture, path.join(folder, "growth.svg"));
}
console.log(picture);

async function measureRound(portfolios: number): Promise<Round> {
  const world = await openScaleWorld(CLOCK);
  try {
    const worker = await world.startWorker();
    const measure = async (size: number, runs: number): Promise<Runs> => {
      let [seconds, busy] = [0, 0];
      worker.forgetPeak();
      for (let run = 0; run < runs; run++) {
        await world.addPortfolios({ portfolios: size, ...BOOK });
        const before = busySeconds();
        seconds += (await runAll(world, "admin")).seconds;
        busy += busySeconds() - before;
      }
      return { runs, seconds, busySeconds: busy, peakBytes: worker.peakBytes() };
    };
    await measure(THERE_ALREADY, 1);
    const ofOne = await measure(1, RUNS_OF_ONE);
    const ofSize = await measure(portfolios, RUNS[portfolios] ?? 1);
    await worker.stop();
    return { ofSize, ofOne };
  } finally {
    await world.close();
  }
}

/** Reports the rounds, and returns the points of the plot. */
function tell(): readonly GrowthPoint[] {
  const all = [...rounds.values()].flat();
  const busyOf = ({ busySeconds, runs }: Runs) => busySeconds / runs;
  const costs = (portfolios: number) =>
    rounds.get(portfolios)!.map(({ ofSize, ofOne }) => {
      const more = busyOf(ofSize) - busyOf(ofOne);
      return (1e6 * more) / ((portfolios - 1) * SESSIONS);
    });
  const points = SIZES.map((portfolios) => ({
    portfolios,
    microseconds: summary(costs(portfolios)).median,
    peakBytes: Math.max(...rounds.get(portfolios)!.map(({ ofSize }) => ofSize.peakBytes)),
  }));
  const each = points.map(({ microseconds }) => microseconds);
  const rows = points.map(({ portfolios, peakBytes }) => {
    const measured = rounds.get(portfolios)!;
    const lasted = summary(measured.map(({ ofSize: { seconds, runs } }) => seconds / runs)).median;
    return {
      goal: null,
      what: `${portfolios} portfolios over ${SESSIONS} sessions: a portfolio session`,
      unit: "µs" as const,
      values: costs(portfolios),
      beside: `a run ${lasted.toFixed(2)} s, ${(peakBytes / MEGABYTE).toFixed(0)} MB at most`,
    };
  });
  const measured: readonly Measured[] = [
    {
      goal: null,
      what: "a run of one portfolio, of processors' time, left out below",
      unit: "ms",
      values: all.map(({ ofOne }) => 1000 * busyOf(ofOne)),
    },
    ...rows,
    {
      goal: null,
      what: "the dearest to the cheapest of them",
      unit: "×",
      values: [Math.max(...each) / Math.min(...each)],
      atMost: 1.2,
    },
  ];
  report("growth", measured, { rounds: Object.fromEntries(rounds) });
  return points;
}

/** Seconds that the processors have been at work since the machine started. */
function busySeconds(): number {
  return cpus().reduce(
    (sum, { times: { user, nice, sys, irq } }) => sum + (user + nice + sys + irq) / 1000,
    0,
  );
}
