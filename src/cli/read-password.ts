import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import type { Cli } from "./cli.ts";

/** The first line of standard input; on a terminal it is asked for and not shown. */
export async function readPassword(cli: Cli): Promise<string> {
  const isTerminal = process.stdin.isTTY === true;
  // What readline echoes goes nowhere.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output, terminal: isTerminal });
  try {
    if (isTerminal) cli.stderr.write("Password: ");
    const { value } = await lines[Symbol.asyncIterator]().next();
    if (isTerminal) cli.stderr.write("\n");
    return typeof value === "string" ? value : "";
  } finally {
    lines.close();
  }
}
