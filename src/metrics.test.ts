import { expect, test } from "vitest";
import { createMetrics } from "./metrics.ts";

const lines = (text: string) => text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));

test("a gauge that was not given is absent, not zero, and none outlives its figures", async () => {
  const metrics = createMetrics({ ofProcess: false });
  const first = await metrics.text([
    { name: "sigmasight_workers_alive", labels: {}, value: 2 },
    { name: "sigmasight_symbols", labels: { state: "dead" }, value: 1 },
  ]);
  expect(lines(first)).toEqual(["sigmasight_workers_alive 2", 'sigmasight_symbols{state="dead"} 1']);
  expect(lines(await metrics.text([]))).toEqual([]);
});

test("what is counted and observed adds up from one answer to the next", async () => {
  const metrics = createMetrics({ ofProcess: false });
  metrics.count("sigmasight_pool_timeouts_total", { pool: "api" });
  metrics.observe("sigmasight_unit_rows", { phase: "market-data" }, 120);
  await metrics.text([]);
  metrics.count("sigmasight_pool_timeouts_total", { pool: "api" });
  const text = await metrics.text([]);
  expect(text).toContain('sigmasight_pool_timeouts_total{pool="api"} 2');
  expect(text).toContain('sigmasight_unit_rows_bucket{le="100",phase="market-data"} 0');
  expect(text).toContain('sigmasight_unit_rows_bucket{le="1000",phase="market-data"} 1');
  expect(text).toContain('sigmasight_unit_rows_sum{phase="market-data"} 120');
});

test("two who ask at once get their own figures", async () => {
  const metrics = createMetrics({ ofProcess: false });
  const ask = (value: number) => metrics.text([{ name: "sigmasight_queue_waiting", labels: {}, value }]);
  const texts = await Promise.all([ask(1), ask(2), ask(3)]);
  expect(texts.map((text) => lines(text)[0])).toEqual([1, 2, 3].map((n) => `sigmasight_queue_waiting ${n}`));
});

test("the process's own figures come with it where they are asked for", async () => {
  const text = await createMetrics({ ofProcess: true }).text([]);
  expect(text).toContain("process_resident_memory_bytes");
  expect(text).toContain("nodejs_eventloop_lag_seconds");
});
