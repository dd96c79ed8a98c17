/**
 * `TEST_POOLER=1` makes the programs under test reach the test server through PgBouncer in transaction mode; the tests themselves
 * look at it directly. Whoever starts the pooler says in TEST_POOLER_PORTS which port stands for which.
 */
export const WANTS_POOLER = process.env.TEST_POOLER === "1";

export function announcePooler(serverUrl: string, poolerPort: number): void {
  process.env.TEST_POOLER_PORTS = `${new URL(serverUrl).port}:${poolerPort}`;
}

/** How a program is to reach this database: for work, and directly for migrations and the listener. */
export function reached(url: string): { readonly url: string; readonly directUrl: string } {
  const [port, poolerPort] = (process.env.TEST_POOLER_PORTS ?? "").split(":");
  const pooled = new URL(url);
  if (poolerPort === undefined || pooled.port !== port) return { url, directUrl: url };
  pooled.port = poolerPort;
  return { url: pooled.href, directUrl: url };
}
