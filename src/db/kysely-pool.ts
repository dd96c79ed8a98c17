import type { PostgresPool, PostgresPoolClient } from "kysely";
import type pg from "pg";

/**
 * What Kysely's PostgreSQL dialect calls a pool, made of a function that hands out a client. Its `end` does nothing: connections
 * belong to whoever made the function.
 */
export function kyselyPool(
  connect: () => Promise<{
    readonly client: pg.PoolClient;
    readonly onQuery: (text: string) => void;
    readonly release: (destroy: boolean) => void;
  }>,
): PostgresPool {
  return {
    options: {},
    end: () => Promise.resolve(),
    connect: async () => {
      const { client, onQuery, release } = await connect();
      const query = (text: string, values: readonly unknown[]) => {
        onQuery(text);
        return client.query(text, [...values]);
      };
      // The interface's second form takes a cursor, which no one here opens: the dialect has no cursor class.
      return {
        query: query as unknown as PostgresPoolClient["query"],
        release: (destroy) => release(destroy === true),
      };
    },
  };
}
