import type { PostgresPool, PostgresPoolClient } from "kysely";
import type pg from "pg";

/** A connection for Kysely to use. */
export interface LentConnection {
  readonly query: (
    text: string,
    values: readonly unknown[],
  ) => Promise<pg.QueryResult | readonly pg.QueryResult[]>;
  readonly release: (destroy: boolean) => void;
}

/**
 * What Kysely's PostgreSQL dialect calls a pool, made of a function that lends a connection. Its `end` does nothing: connections
 * belong to whoever made the function.
 */
export function kyselyPool(connect: () => Promise<LentConnection>): PostgresPool {
  return {
    options: {},
    end: () => Promise.resolve(),
    connect: async () => {
      const { query, release } = await connect();
      // The interface's second form takes a cursor, which no one here opens: the dialect has no cursor class.
      return {
        query: query as unknown as PostgresPoolClient["query"],
        release: (destroy) => release(destroy === true),
      };
    },
  };
}
