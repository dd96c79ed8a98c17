import { openTestPlatform } from "./platform.ts";

/** A process that takes units until SIGTERM, as one of an installation's workers. Ends by itself: nothing is left pending. */
const [url, graceMs] = process.argv.slice(2);
if (url === undefined || graceMs === undefined) throw new Error("usage: worker-program.ts <url> <graceMs>");
const missing = process.env.SIGMASIGHT_SYNTHETIC_MISSING?.split(",") ?? [];
const platform = await openTestPlatform(url, { missing, sweep: true });
process.once("SIGTERM", () => void platform.close(Number(graceMs)));
console.log("ready");
