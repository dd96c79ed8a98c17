/**
 * What a portfolio session costs as portfolios grow in number: 30 lots of 500 symbols over 64 sessions, by one worker
 * process that has worked before. Each size is a run of so many new portfolios beside those that are there already.
 *
 * Cost is time of the machine's processors, whoever used it: worker, database, this program; over as many runs as make a
 * thousand portfolios, so that what PostgreSQL puts off falls on every size. What every run costs, whatever its size, is
 * measured with runs of a single portfolio and left out. Sizes take turns, in rounds, and each cost is divided by how slow
 * the machine was just then ({@link watchSpeed}), since these machines are not the same from one minute to the next; the table has the
 * costs without that beside. A size's cost is the median of its rounds.
 *
 * Prints a table and draws it; with `--keep` the picture goes to docs/images as well.
 * `node bench/growth.ts [--keep] [portfolios …]`.
 */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import path from "node:path";
import { type GrowthPoint, growthPlot } from "./growth-plot.ts";
import { watchSpeed } from "./machine-speed.ts";
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
const WARM_UP = 300;
const ROUNDS = 3;
/** A round of a size is this many portfolios, or one run. */
const PORTFOLIOS_A_ROUND = 1_000;
const RUNS_OF_ONE = 20;
const MEGABYTE = 2 ** 20;

/** Runs of one size, one after the other. */
interface Round {
  readonly runs: number;
  /** Of all runs together: from the request to the end, and of the processors. */
  readonly seconds: number;
  readonly busySeconds: number;
  /** Microseconds that a piece of arithmetic took meanwhile. */
  readonly arithmetic: number;
  readonly peakBytes: number;
}

const world = await openScaleWorld(CLOCK);
const speed = watchSpeed();
try {
  const worker = await world.startWorker();
  const round = async (portfolios: number, runs: number): Promise<Round> => {
    let [seconds, busy] = [0, 0];
    worker.forgetPeak();
    const looks: number[] = [];
    for (let run = 0; run < runs; run++) {
      await world.addPortfolios({ portfolios, ...BOOK });
      speed.take();
      const before = busySeconds();
      seconds += (await runAll(world, "admin")).seconds;
      busy += busySeconds() - before;
      looks.push(speed.take());
    }
    const arithmetic = looks.reduce((sum, value) => sum + value, 0) / runs;
    return { runs, seconds, busySeconds: busy, arithmetic, peakBytes: worker.peakBytes() };
  };
  await round(WARM_UP, 1);
  const ones: Round[] = [];
  const rounds = new Map(SIZES.map((portfolios) => [portfolios, [] as Round[]]));
  for (let number = 0; number < ROUNDS; number++) {
    ones.push(await round(1, RUNS_OF_ONE));
    for (const [portfolios, measured] of rounds)
      measured.push(await round(portfolios, Math.max(1, Math.ceil(PORTFOLIOS_A_ROUND / portfolios))));
    tell(ones, rounds);
  }
  await worker.stop();
  const picture = path.join(RESULTS, "growth.svg");
  writeFileSync(picture, growthPlot(tell(ones, rounds)));
  if (process.argv.includes("--keep")) {
    const folder = path.join(import.meta.dirname, "../docs/images");
    mkdirSync(folder, { recursive: true });
    copyFileSync(picture, path.join(folder, "growth.svg"));
  }
  console.log(picture);
} finally {
  speed.stop();
  await world.close();
}

/** Reports the rounds that there are, and returns the points of the plot. */
function tell(ones: readonly Round[], rounds: ReadonlyMap<number, readonly Round[]>): readonly GrowthPoint[] {
  const all = [...ones, ...[...rounds.values()].flat()];
  const fastest = Math.min(...all.map(({ arithmetic }) => arithmetic));
  const busyOf = ({ busySeconds, arithmetic }: Round, atSpeed: boolean) =>
    atSpeed ? (busySeconds * fastest) / arithmetic : busySeconds;
  const costs = (portfolios: number, atSpeed: boolean) =>
    rounds.get(portfolios)!.map((one, number) => {
      const ofOne = busyOf(ones[number]!, atSpeed) / RUNS_OF_ONE;
      const more = busyOf(one, atSpeed) / one.runs - ofOne;
      return (1e6 * more) / ((portfolios - 1) * SESSIONS);
    });
  const points = SIZES.map((portfolios) => ({
    portfolios,
    microseconds: summary(costs(portfolios, true)).median,
    peakBytes: Math.max(...rounds.get(portfolios)!.map(({ peakBytes }) => peakBytes)),
  }));
  const each = points.map(({ microseconds }) => microseconds);
  const rows = points.map(({ portfolios, peakBytes }) => {
    const measured = rounds.get(portfolios)!;
    const raw = summary(costs(portfolios, false));
    const lasted = summary(measured.map(({ seconds, runs }) => seconds / runs)).median;
    return {
      goal: null,
      what: `${portfolios} portfolios over ${SESSIONS} sessions, ${measured[0]!.runs} runs a round: a portfolio session`,
      unit: "µs" as const,
      values: costs(portfolios, true),
      beside: `as measured ${raw.median.toFixed(0)} (${raw.min.toFixed(0)}–${raw.max.toFixed(0)}) µs; a run ${lasted.toFixed(2)} s, ${(peakBytes / MEGABYTE).toFixed(0)} MB at most`,
    };
  });
  const measured: readonly Measured[] = [
    {
      goal: null,
      what: "a run of one portfolio, of processors' time, left out below",
      unit: "ms",
      values: ones.map((one) => (1000 * busyOf(one, true)) / RUNS_OF_ONE),
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
  report("growth", measured, { fastest, ones, rounds: Object.fromEntries(rounds) });
  return points;
}

/** Seconds that the processors have been at work since the machine started. */
function busySeconds(): number {
  return cpus().reduce(
    (sum, { times: { user, nice, sys, irq } }) => sum + (user + nice + sys + irq) / 1000,
    0,
  );
}
