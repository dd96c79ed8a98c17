import { readFileSync } from "node:fs";
import type net from "node:net";
import { constants, setPriority } from "node:os";
import type pg from "pg";

/** Of pg's client what its typings leave out. */
interface BackendOfClient {
  readonly processID: number | null;
  readonly connection: { readonly stream: net.Socket };
}

/**
 * Lets the server's process behind this connection give way to others, where it is one of this machine and this user may:
 * on a machine that also answers requests, those go before a night's work in the database too. Elsewhere nothing happens.
 * A process is the connection's only if it says that it serves PostgreSQL for this port.
 */
export function lowerBackend(client: pg.ClientBase): void {
  const { processID, connection } = client as unknown as BackendOfClient;
  const { localAddress, localPort } = connection.stream;
  if (process.platform !== "linux" || processID === null || localPort === undefined) return;
  try {
    const title = readFileSync(`/proc/${processID}/cmdline`, "utf8");
    if (!title.startsWith("postgres: ") || !title.includes(` ${localAddress}(${localPort}) `)) return;
    setPriority(processID, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Another machine's process, or another user's: it stays as it is.
  }
}
