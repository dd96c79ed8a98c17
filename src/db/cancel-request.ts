import net from "node:net";
import type pg from "pg";

const CANCEL_REQUEST_CODE = 80_877_102;
const GIVE_UP_MS = 2_000;
/** A request that overtakes the query it is meant for does nothing, so it is repeated. */
const SEND_AFTER_MS = [0, 250, 1_000];

interface BackendKey {
  readonly processID: number | null;
  readonly secretKey: number | null;
}

/**
 * Asks the server to stop what a client is executing, over a connection of its own as the protocol demands. Without it a
 * backend whose client has gone works on until it next writes to the socket, holding its locks. Best effort: the answer is the
 * query's own error, and the caller closes the client's connection anyway, so a request that cannot be sent is only reported.
 * Repeating is harmless: the key names one backend, and the closed connection brings it no further query.
 */
export function sendCancelRequest(client: pg.PoolClient, onFailure: (error: Error) => void): void {
  const { processID, secretKey } = client as unknown as BackendKey;
  const { host, port } = client as unknown as { host: string; port: number };
  if (processID === null || secretKey === null) return;
  const request = Buffer.alloc(16);
  request.writeInt32BE(16, 0);
  request.writeInt32BE(CANCEL_REQUEST_CODE, 4);
  request.writeInt32BE(processID, 8);
  request.writeInt32BE(secretKey, 12);
  for (const delayMs of SEND_AFTER_MS)
    setTimeout(() => send(request, host, port, onFailure), delayMs).unref();
}

function send(request: Buffer, host: string, port: number, onFailure: (error: Error) => void): void {
  const socket = host.startsWith("/") ? net.connect(`${host}/.s.PGSQL.${port}`) : net.connect(port, host);
  socket.setTimeout(GIVE_UP_MS, () => socket.destroy());
  socket.on("error", onFailure);
  socket.end(request);
}
