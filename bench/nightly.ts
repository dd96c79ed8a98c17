/**
 * P4: a nightly run of one session for 10,000 portfolios of 30 lots of 5,000 symbols by one worker process, and for a tenth
 * of them, market data of that session included; the same for a tenth whose lots are a year old. P6: reads by 50
 * connections while the next night's run goes on. And whether somebody who uploads meanwhile waits.
 * `node bench/nightly.ts [portfolios]`.
 */
import { type ReadFigures, startReading } from "./reading-load.ts";
import { type Measured, report, summary } from "./report.ts";
import { openScaleWorld, type RunFigures, runAll, type ScaleWorld } from "./scale-world.ts";
import { startUploads, type UploadFigures } from "./uploads.ts";

const PORTFOLIOS = Number(process.argv[2] ?? 10_000);
const EVENINGS = [
  "2026-01-07T22:00:00Z",
  "2026-01-08T22:00:00Z",
  "2026-01-09T22:00:00Z",
  "2026-01-12T22:00:00Z",
] as const;
const BOOK = { lots: 30, symbols: 5_000, entered: "2026-01-05" } as const;
const A_YEAR_AGO = "2025-01-06";
const MEGABYTE = 2 ** 20;

const measured: Measured[] = [];
const details: Record<string, unknown> = {};
const tell = (...rows: readonly Measured[]) => {
  measured.push(...rows);
  report("nightly", measured, details);
};
const costOf = (portfolios: number, { portfolioUnitSeconds }: RunFigures) =>
  (1e6 * portfolioUnitSeconds) / portfolios;
const phasesOf = ({ phases }: RunFigures) =>
  Object.entries(phases)
    .filter(([, seconds]) => seconds > 0)
    .map(([name, seconds]) => `${name} ${seconds.toFixed(1)} s`)
    .join(", ");
const sizeOf = (portfolios: number) => `${portfolios} portfolios, ${BOOK.symbols} symbols, one session`;

const tenth = Math.ceil(PORTFOLIOS / 10);
const small = await inWorld(tenth, BOOK.entered, secondNight);
tell({
  goal: null,
  what: sizeOf(tenth),
  unit: "s",
  values: [small.run.seconds],
  beside: phasesOf(small.run),
});
const old = await inWorld(tenth, A_YEAR_AGO, secondNight);
tell({
  goal: null,
  what: `${sizeOf(tenth)}, lots a year old`,
  unit: "s",
  values: [old.run.seconds],
  beside: `${costOf(tenth, old.run).toFixed(0)} µs in hand for a portfolio, ${costOf(tenth, small.run).toFixed(0)} µs where lots are three sessions old`,
});
await inWorld(PORTFOLIOS, BOOK.entered, async (world) => {
  const large = await secondNight(world);
  Object.assign(details, { small, old, large });
  tell(
    {
      goal: "P4",
      what: sizeOf(PORTFOLIOS),
      unit: "s",
      values: [large.run.seconds],
      atMost: 60,
      beside: phasesOf(large.run),
    },
    {
      goal: "P4",
      what: "– most memory of the worker",
      unit: "MB",
      values: [large.peakBytes / MEGABYTE],
      atMost: 1_536,
    },
    {
      goal: "P4",
      what: `– in hand for a portfolio, to that of ${tenth}`,
      unit: "×",
      values: [costOf(PORTFOLIOS, large.run) / costOf(tenth, small.run)],
      atMost: 1.2,
      beside: `${costOf(PORTFOLIOS, large.run).toFixed(0)} and ${costOf(tenth, small.run).toFixed(0)} µs`,
    },
  );
  await reads(world, large.run);
  await uploads(world);
});

async function reads(world: ScaleWorld, alone: RunFigures): Promise<void> {
  await world.setClock(EVENINGS[2]);
  const reading = await startReading(world.url, EVENINGS[2]);
  const idle = await reading.during(() => new Promise((resolve) => setTimeout(resolve, 20_000)));
  const busy = await reading.during(() => night(world));
  await reading.stop();
  Object.assign(details, { idle: idle.figures, busy: busy.figures });
  const { run } = busy.result;
  tell(
    {
      goal: null,
      what: "the same while 50 connections read",
      unit: "s",
      values: [run.seconds],
      beside: `${(run.seconds / alone.seconds).toFixed(2)} × the time without them`,
    },
    ...busy.figures.map((figures) => ({
      goal: "P6",
      what: `${figures.endpoint}, p99 of ${figures.requests} requests`,
      unit: "ms" as const,
      values: [figures.p99],
      atMost: 50,
      beside: `${besides(figures)}; idle: ${besides(idle.figures.find(({ endpoint }) => endpoint === figures.endpoint)!)}`,
    })),
    {
      goal: "P6",
      what: "reads that failed",
      unit: "",
      values: [busy.figures.reduce((sum, { errors }) => sum + errors, 0)],
      atMost: 0,
    },
  );
}

function besides({ median, p99 }: ReadFigures): string {
  return `median ${median.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
}

async function uploads(world: ScaleWorld): Promise<void> {
  await world.setClock(EVENINGS[3]);
  const uploading = await startUploads(world.url, EVENINGS[3]);
  await night(world);
  const figures = await uploading.stop();
  Object.assign(details, { uploads: figures });
  const of = (pick: (one: UploadFigures) => number) => figures.map(pick);
  tell(
    {
      goal: null,
      what: "an upload meanwhile, from the request to calculate to its first unit",
      unit: "s",
      values: of(({ started }) => started),
      atMost: 1,
      beside: `longest ${summary(of(({ started }) => started)).max.toFixed(2)} s of ${figures.length}`,
    },
    { goal: null, what: "– to completed", unit: "s", values: of(({ completed }) => completed) },
  );
}

async function inWorld<Result>(
  portfolios: number,
  entered: string,
  use: (world: ScaleWorld) => Promise<Result>,
): Promise<Result> {
  const world = await openScaleWorld(EVENINGS[0]);
  try {
    await world.addPortfolios({ portfolios, ...BOOK, entered });
    await night(world);
    return await use(world);
  } finally {
    await world.close();
  }
}

async function secondNight(world: ScaleWorld) {
  await world.setClock(EVENINGS[1]);
  return await night(world);
}

async function night(world: ScaleWorld) {
  const worker = await world.startWorker();
  const run = await runAll(world, "nightly");
  const peakBytes = worker.peakBytes();
  await worker.stop();
  return { run, peakBytes };
}
