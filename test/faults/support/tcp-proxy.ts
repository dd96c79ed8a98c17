import { once } from "node:events";
import net from "node:net";

/** The network between programs and a database, in the hands of a test. */
export interface TcpProxy {
  /** The database's URL through this network. */
  readonly url: string;
  /** Ends every connection at once, in the middle of whatever it carries. */
  cut(): void;
  /** What becomes of new connections: they go through, are accepted and closed at once, or are accepted and never answered. */
  newConnections(how: "through" | "closed" | "silent"): void;
  /**
   * Ends the connection that sends this text, after so many more bytes to the server. Resolves when it has done so; once.
   */
  cutAfter(text: string, bytes: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens a network to the server of this database URL on a port of its own. */
export async function startTcpProxy(databaseUrl: string): Promise<TcpProxy> {
  const target = new URL(databaseUrl);
  const pairs = new Set<() => void>();
  let how: "through" | "closed" | "silent" = "through";
  let trap: { readonly text: Buffer; readonly bytes: number; readonly sprung: () => void } | null = null;

  const server = net.createServer((client) => {
    client.on("error", () => undefined);
    if (how === "closed") {
      client.destroy();
      return;
    }
    const upstream = how === "silent" ? null : net.connect(Number(target.port), target.hostname);
    const end = () => {
      pairs.delete(end);
      client.destroy();
      upstream?.destroy();
    };
    pairs.add(end);
    client.on("close", end);
    if (upstream === null) return;
    upstream.on("error", end);
    upstream.on("close", end);
    upstream.pipe(client);
    let left: number | null = null;
    client.on("data", (chunk: Buffer) => {
      if (left !== null) left -= chunk.length;
      else if (trap !== null && chunk.includes(trap.text)) left = trap.bytes;
      if (left !== null && left < 0 && trap !== null) {
        const { sprung } = trap;
        trap = null;
        end();
        sprung();
        return;
      }
      if (!upstream.write(chunk)) {
        client.pause();
        upstream.once("drain", () => client.resume());
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(databaseUrl);
  url.port = String((server.address() as net.AddressInfo).port);
  const cut = () => {
    for (const end of pairs) end();
  };
  return {
    url: url.href,
    cut,
    newConnections(next) {
      how = next;
    },
    async cutAfter(text, bytes) {
      const { promise, resolve } = Promise.withResolvers<void>();
      trap = { text: Buffer.from(text), bytes, sprung: resolve };
      await promise;
    },
    async close() {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
