/**
 * What a portfolio session costs as portfolios grow in number: 30 lots of 500 symbols over 64 sessions, by one worker
 * process that has worked before. A run is of so many new portfolios beside the 300 that are there already; each size has a
 * database of its own, for a run looks at all portfolios, and sizes take turns.
 *
 * Cost is time of the machine's processors, whoever used it: worker, database, this program. What every run costs, whatever
 * its size, is measured with a run of a single portfolio before each, and left out: it looks at as many portfolios, in the
 * same minute. A size's cost is the median of its rounds.
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
const MEGABYTE = 2 ** 20;

/** What a run took: from the request to the end, and of the processors. */
interface RunCost {
  readonly seconds: number;
  readonly busySeconds: number;
}

/** Runs of a size and, before each, one of a single portfolio: of as many portfolios beside, in the same minute. */
interface Round {
  readonly ofSize: readonly RunCost[];
  readonly ofOne: readonly RunCost[];
  readonly peakBytes: number;
}

const rounds = new Map(SIZES.map((portfolios) => [portfolios, [] as Round[]]));
for (let number = 0; number < ROUNDS; number++)
  for (const [portfolios, measured] of rounds) {
    if (portfolios === Math.max(...SIZES) && number >= ROUNDS_OF_LARGEST) continue;
    measured.push(await measureRound(portfolios));
    const { ofSize } = measured.at(-1)!;
    console.error(
      `round ${number + 1}: ${portfolios} portfolios in ${meanOf(ofSize, "seconds").toFixed(2)} s`,
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
    const runOf = async (size: number): Promise<RunCost> => {
      await world.addPortfolios({ portfolios: size, ...BOOK });
      const before = busySeconds();
      const { seconds } = await runAll(world, "admin");
      return { seconds, busySeconds: busySeconds() - before };
    };
    await runOf(THERE_ALREADY);
    worker.forgetPeak();
    const ofSize: RunCost[] = [];
    const ofOne: RunCost[] = [];
    for (let run = 0; run < (RUNS[portfolios] ?? 1); run++) {
      ofOne.push(await runOf(1));
      ofSize.push(await runOf(portfolios));
    }
    const peakBytes = worker.peakBytes();
    await worker.stop();
    return { ofSize, ofOne, peakBytes };
  } finally {
    await world.close();
  }
}

function meanOf(runs: readonly RunCost[], what: keyof RunCost): number {
  return runs.reduce((sum, run) => sum + run[what], 0) / runs.length;
}

/** Reports the rounds, and returns the points of the plot. */
function tell(): readonly GrowthPoint[] {
  const all = [...rounds.values()].flat();
  const costs = (portfolios: number) =>
    rounds.get(portfolios)!.map(({ ofSize, ofOne }) => {
      const more = meanOf(ofSize, "busySeconds") - meanOf(ofOne, "busySeconds");
      return (1e6 * more) / ((portfolios - 1) * SESSIONS);
    });
  const points = SIZES.map((portfolios) => ({
    portfolios,
    microseconds: summary(costs(portfolios)).median,
    peakBytes: Math.max(...rounds.get(portfolios)!.map(({ peakBytes }) => peakBytes)),
  }));
  const each = points.map(({ microseconds }) => microseconds);
  const rows = points.map(({ portfolios, peakBytes }) => {
    const measured = rounds.get(portfolios)!;
    const lasted = summary(measured.map(({ ofSize }) => meanOf(ofSize, "seconds"))).median;
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
      values: all.map(({ ofOne }) => 1000 * meanOf(ofOne, "busySeconds")),
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
