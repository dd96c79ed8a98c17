import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface AskedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
}

/** What a server answers: JSON of a value, or a fault it plays itself. */
export type VendorAnswer =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string | readonly string[]>>;
      readonly json?: unknown;
      readonly text?: string;
    }
  | ((response: ServerResponse) => void | Promise<void>);

export interface VendorServer {
  readonly url: string;
  readonly requests: readonly AskedRequest[];
  close(): Promise<void>;
}

/** A vendor on the loopback that answers as it is told to; what it was asked is kept. */
export async function startVendorServer(
  answer: (request: AskedRequest) => VendorAnswer,
): Promise<VendorServer> {
  const requests: AskedRequest[] = [];
  const server = createServer((message, response) => {
    const url = new URL(message.url ?? "/", "http://vendor");
    const request = {
      method: message.method ?? "",
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      headers: message.headers,
    };
    requests.push(request);
    void play(answer(request), response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function play(answer: VendorAnswer, response: ServerResponse): Promise<void> {
  if (typeof answer === "function") return await answer(response);
  const { status = 200, headers = {}, json, text = JSON.stringify(json) ?? "" } = answer;
  response.writeHead(status, { "content-type": "application/json", ...headers } as Record<string, string>);
  response.end(text);
}

/** Promises more than it sends, then hangs up. */
export function brokenOff(text: string): VendorAnswer {
  return (response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": text.length + 1000 });
    response.write(text, () => response.destroy());
  };
}

/** Sends its answer only after the time. */
export function slow(ms: number, json: unknown): VendorAnswer {
  return async (response) => {
    await new Promise((resolve) => setTimeout(resolve, ms).unref());
    if (!response.destroyed) response.end(JSON.stringify(json));
  };
}

/** Sends rubbish of this size as long as somebody listens; `onSent` is told how much the network took. */
export function gigantic(bytes: number, onSent: (bytes: number) => void): VendorAnswer {
  return async (response) => {
    const chunk = Buffer.alloc(1 << 20, "[");
    response.writeHead(200, { "content-type": "application/json" });
    for (let sent = 0; sent < bytes && !response.destroyed; sent += chunk.length) {
      onSent(sent + chunk.length);
      if (response.write(chunk)) continue;
      await Promise.race([once(response, "drain"), once(response, "close")]);
    }
    response.end();
  };
}

export function redirect(location: string): VendorAnswer {
  return { status: 302, headers: { location } };
}
