import type { AddressInfo } from "node:net";
import type { ServerRequest } from "#cli/cli.ts";
import { runCommandLine } from "#cli/run-command-line.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";

// The composition root: hands the command line its environment, its streams, the way to be interrupted, and the server.

const LEFT_MS = 1_000;
const interrupt = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (interrupt.signal.aborted) process.exit(130);
    interrupt.abort();
  });
}
// A reader that has gone, as in `| head`, is no failure; the command closes what it has open all the same.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await runCommandLine(process.argv.slice(2), {
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interrupt.signal,
  startServer,
});
// What could not be closed in time, as with a database that is away, must not keep the process.
if (interrupt.signal.aborted || process.exitCode !== 0) setTimeout(() => process.exit(), LEFT_MS).unref();

/** Loaded only by the commands that serve: the others start faster without it. */
async function startServer({ host, port, ...options }: ServerRequest) {
  const { createServer } = await import("#http/server.ts");
  const server = await createServer(options);
  try {
    await server.listen({ host, port });
  } catch (error) {
    await server.close();
    const problem = error instanceof Error ? error.message : String(error);
    throw new SigmaSightError("CONFIG_INVALID", `${host}:${port} cannot be listened on: ${problem}`, {
      cause: error,
      hint: "Set PORT to a free port, or stop what uses it.",
    });
  }
  return { port: (server.server.address() as AddressInfo).port, close: () => server.close() };
}
