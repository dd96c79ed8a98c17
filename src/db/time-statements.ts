import type pg from "pg";

/**
 * Tells how long each statement of a client took, COPY included: from the call until the server was done with it. A caller
 * that sends several at once gets them as one, under the first one's text.
 */
export function timeStatements(client: pg.PoolClient, onEnd: (text: string, ms: number) => void): void {
  const send = client.query.bind(client) as (...args: unknown[]) => unknown;
  let running: { readonly text: string; readonly startedAt: number } | null = null;
  client.query = ((...args: unknown[]) => {
    running ??= { text: textOf(args[0]), startedAt: performance.now() };
    return send(...args);
  }) as typeof client.query;
  // pg emits it whenever nothing is left to be sent.
  client.on("drain", () => {
    if (running === null) return;
    const { text, startedAt } = running;
    running = null;
    onEnd(text, performance.now() - startedAt);
  });
}

function textOf(query: unknown): string {
  if (typeof query === "string") return query;
  const { text } = query as { readonly text?: unknown };
  return typeof text === "string" ? text : "";
}

const CHARACTERS = 1000;
const LITERALS = /(\$\d+)|\$(\w*)\$[\s\S]*?\$\2\$|'(?:[^']|'')*'|\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b/gi;

/** A statement's text with every literal as `?`, so that a log holds no value of anybody's. Parameters `$1` stay. */
export function withoutValues(text: string): string {
  return text
    .replace(LITERALS, (_, parameter?: string) => parameter ?? "?")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, CHARACTERS);
}
