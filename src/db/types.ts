import type { QueryExecutorProvider } from "kysely";
import type { DatabaseTransaction } from "./database-pool.ts";
import type { Database } from "./pools.ts";

/** The stores speak SQL through Kysely's `sql` template, so no table types stand behind these. */
export type AppDatabase = Database<unknown>;
export type Transaction = DatabaseTransaction<unknown>;

/** Anything a statement can run on: a pool's `db` or a transaction's. */
export type Queryable = QueryExecutorProvider;
