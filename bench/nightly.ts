/**
 * P4: a nightly run of one session for 10,000 portfolios of 30 lots of 5,000 symbols by one worker process, and for a
 * tenth of them, market data of that session included. P6: reads by 50 connections while the next night's run goes on.
 * `node bench/nightly.ts [portfolios]`.
 */
import { startReading } from "./reading-load.ts";
import { keep } from "./report.ts";
import { openScaleWorld, runAll } from "./scale-world.ts";

const PORTFOLIOS = Number(process.argv[2] ?? 10_000);
const EVENINGS = ["2026-01-07T22:00:00Z", "2026-01-08T22:00:00Z", "2026-01-09T22:00:00Z"] as const;
const BOOK = { lots: 30, symbols: 5_000, entered: "2026-01-05" } as const;
const MEGABYTE = 2 ** 20;

const small = await measure(Math.ceil(PORTFOLIOS / 10), false);
const large = await measure(PORTFOLIOS, true);
const costs = [small, large].map(({ run, portfolios }) => (1e6 * run.portfolioUnitSeconds) / portfolios);
const ratio = costs[1]! / costs[0]!;
keep("nightly", { small, large, ratio });
console.log(`
## nightly

| what | measured | goal |
| --- | --- | --- |
| ${small.portfolios} portfolios, ${BOOK.symbols} symbols, one session | ${small.run.seconds.toFixed(1)} s | – |
| ${large.portfolios} portfolios, ${BOOK.symbols} symbols, one session | ${large.run.seconds.toFixed(1)} s | ≤ 60 s for 10,000 |
| in hand for a portfolio, at ${large.portfolios} to ${small.portfolios} | ${ratio.toFixed(2)} × (${costs[1]!.toFixed(0)} µs, ${costs[0]!.toFixed(0)} µs) | ≤ 1.2 × |
| most memory of the worker | ${(large.peakBytes / MEGABYTE).toFixed(0)} MB | ≤ 1,536 MB |
| the same while 50 connections read | ${large.busySeconds?.toFixed(1)} s | – |

| read while it ran | requests | median | p99 | errors |
| --- | --- | --- | --- | --- |
${large.reads
  .map(
    ({ endpoint, requests, median, p99, errors }) =>
      `| ${endpoint} | ${requests} | ${median.toFixed(1)} ms | ${p99.toFixed(1)} ms | ${errors} |`,
  )
  .join("\n")}

Goal: p99 ≤ 50 ms for each, no errors. ${Object.entries(large.run.phases)
  .map(([name, seconds]) => `${name} ${seconds.toFixed(1)} s`)
  .join(", ")}.`);

async function measure(portfolios: number, withReads: boolean) {
  const world = await openScaleWorld(EVENINGS[0]);
  try {
    await world.addPortfolios({ portfolios, ...BOOK });
    await night(world);
    await world.setClock(EVENINGS[1]);
    const { run, peakBytes } = await night(world);
    if (!withReads) return { portfolios, run, peakBytes, busySeconds: null, reads: [] };
    await world.setClock(EVENINGS[2]);
    const reading = await startReading(world.url, EVENINGS[2]);
    const busy = await night(world);
    return { portfolios, run, peakBytes, busySeconds: busy.run.seconds, reads: await reading.stop() };
  } finally {
    await world.close();
  }
}

async function night(world: Awaited<ReturnType<typeof openScaleWorld>>) {
  const worker = await world.startWorker();
  const run = await runAll(world, "nightly");
  const peakBytes = worker.peakBytes();
  await worker.stop();
  return { run, peakBytes };
}
