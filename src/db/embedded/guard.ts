import { embeddedPaths } from "./embedded-paths.ts";
import { stopUnlessUsed } from "./stop-unless-used.ts";

const [homeDir, mode] = process.argv.slice(2);
if (homeDir === undefined) throw new Error("usage: guard.ts <home> [--wait]");

if (mode === "--wait") {
  for await (const chunk of process.stdin) {
    if (String(chunk).startsWith("done")) process.exit(0);
  }
}
await stopUnlessUsed(embeddedPaths(homeDir));
