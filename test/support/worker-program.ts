import { faultsAt } from "./planned-faults.ts";
import { openTestPlatform } from "./platform.ts";
import type { WorkerSettings } from "./worker-process.ts";

/**
 * A process that takes units until SIGTERM, as one of an installation's workers. Ends by itself: nothing is left pending.
 * It does not outlive the program that started it, which holds the other end of its input.
 */
const STUCK_MS = 5_000;
const [url, given] = process.argv.slice(2);
if (url === undefined || given === undefined) throw new Error("usage: worker-program.ts <url> <settings>");
const { graceMs = 5_000, faults = [], clock, ...options } = JSON.parse(given) as WorkerSettings;
process.stdin.once("end", () => process.exit(1)).resume();
(process.stdin as unknown as { unref(): void }).unref();
const platform = await openTestPlatform(url, {
  ...options,
  sweep: true,
  ...(clock === undefined ? {} : { clock: new Date(clock) }),
  atPoint: faultsAt(faults, url, ({ act, point }) => console.log(`${act} at ${point}`)),
});
process.once("SIGTERM", () => {
  void platform.close(graceMs).then(() => {
    setTimeout(() => {
      console.error(`something keeps the process: ${process.getActiveResourcesInfo().join(", ")}`);
      process.exit();
    }, STUCK_MS).unref();
  });
});
console.log("ready");
