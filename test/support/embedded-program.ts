import { startEmbeddedPostgres } from "#db/embedded/start-embedded-postgres.ts";
import { testLog } from "./test-log.ts";

/** A program that uses the embedded database of a home: says what it got, and stops when its input says so or ends. */
const [homeDir] = process.argv.slice(2);
if (homeDir === undefined) throw new Error("usage: embedded-program.ts <home>");
const server = await startEmbeddedPostgres({ homeDir, log: testLog() });
console.log(JSON.stringify({ url: server.url, ownsServer: server.ownsServer, pid: process.pid }));
await new Promise((resolve) => process.stdin.once("data", resolve));
await server.stop();
process.exit(0);
