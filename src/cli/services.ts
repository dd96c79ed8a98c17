import { setTimeout as sleep } from "node:timers/promises";
import { type Cli, EXIT, type ExitCode, type ListeningServer } from "./cli.ts";
import { apiContext, type Session } from "./with-platform.ts";

/** Serves web and API at the settings' address. */
export async function listen(session: Session): Promise<ListeningServer> {
  return await startServer(session, session.config.port, "all");
}

/** Tells of a worker's process at its own port, where the settings give one. */
export async function listenForWorker(session: Session): Promise<ListeningServer | null> {
  const { workerPort } = session.config;
  return workerPort === null ? null : await startServer(session, workerPort, "process");
}

async function startServer(
  session: Session,
  port: number,
  routes: "all" | "process",
): Promise<ListeningServer> {
  const { cli, config, log } = session;
  return await cli.startServer({
    context: await apiContext(session),
    log,
    host: config.host,
    port,
    routes,
    metrics: session.metrics,
    metricsToken: config.metricsToken,
    secureCookies: config.publicUrl.startsWith("https:"),
    trustProxy: config.trustProxy,
    requestsPerMinute: config.requestsPerMinute,
  });
}

/** Address people use; a port that the system chose is put in. */
export function publicUrl({ config }: Session, server: ListeningServer): string {
  return config.port === 0 ? `http://${config.host}:${server.port}` : config.publicUrl;
}

/** What every process that stays does: ends overdue runs, requests the nightly ones, and clears old history. */
export function keepHouse({ platform, config }: Session): void {
  platform.startSweep({
    deadlineSeconds: config.runDeadlineSeconds,
    nightlyLagMinutes: config.nightly ? config.nightlyLagMinutes : null,
  });
  platform.startRetention(config.retention);
}

/** Longest timer there is; a process that stays sets it again. */
const LONG_MS = 2 ** 31 - 1;

/** Waits for the interrupt that ends the process, which is its success. */
export async function untilInterrupted({ signal }: Cli): Promise<ExitCode> {
  while (!signal.aborted) {
    try {
      await sleep(LONG_MS, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
  return EXIT.ok;
}
