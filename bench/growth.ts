/**
 * What a portfolio session costs as portfolios grow in number: 30 lots of 500 symbols over 64 sessions, by one worker
 * process. Prints a table and draws it. `node bench/growth.ts [portfolios …]`.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { growthPlot } from "./growth-plot.ts";
import { keep } from "./report.ts";
import { openScaleWorld, runAll } from "./scale-world.ts";

const given = process.argv.slice(2).map(Number);
const SIZES = given.length > 0 ? given : [10, 100, 1_000, 10_000];
const CLOCK = "2026-01-08T22:00:00Z";
const BOOK = { lots: 30, symbols: 500, entered: "2025-10-08" } as const;
const SESSIONS = 64;
const MEGABYTE = 2 ** 20;

const points = [];
for (const portfolios of SIZES) {
  const world = await openScaleWorld(CLOCK);
  await world.addPortfolios({ portfolios, ...BOOK });
  const worker = await world.startWorker();
  const run = await runAll(world, "admin");
  const peakBytes = worker.peakBytes();
  await worker.stop();
  await world.close();
  const microseconds = (1e6 * run.portfolioUnitSeconds) / (portfolios * SESSIONS);
  points.push({ portfolios, seconds: run.seconds, microseconds, peakBytes });
  console.error(
    `${portfolios} portfolios: ${run.seconds.toFixed(1)} s, ${microseconds.toFixed(0)} µs a portfolio session`,
  );
}
keep("growth", points);
const picture = path.join(import.meta.dirname, "results/growth.svg");
writeFileSync(picture, growthPlot(points));
console.log(`
## growth

| portfolios | run | in hand for a portfolio session | most memory of the worker |
| --- | --- | --- | --- |
${points
  .map(
    ({ portfolios, seconds, microseconds, peakBytes }) =>
      `| ${portfolios} | ${seconds.toFixed(1)} s | ${microseconds.toFixed(0)} µs | ${(peakBytes / MEGABYTE).toFixed(0)} MB |`,
  )
  .join("\n")}

${picture}`);
