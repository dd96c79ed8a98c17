import type pg from "pg";

/** What a unit of work excludes others from: a class of locks (one per kind of thing) and a key within it. */
export interface AdvisoryLock {
  readonly classId: number;
  readonly key: string;
}

/**
 * Takes transaction-level advisory locks, all in one statement, in the order of their ids, so that two callers with
 * overlapping sets never wait for each other in a circle. Released at the end of the transaction. Keys are hashed to 32 bits: two
 * keys with one hash wait for each other without need, which costs time and never correctness.
 */
export async function lockInOrder(client: pg.ClientBase, locks: readonly AdvisoryLock[]): Promise<void> {
  const ids = locks
    .map((lock) => ({ classId: lock.classId, hash: hashKey(lock.key) }))
    .sort((a, b) => a.classId - b.classId || a.hash - b.hash);
  await client.query(
    "select pg_advisory_xact_lock(class_id, hash) from unnest($1::int[], $2::int[]) as locks (class_id, hash)",
    [ids.map((id) => id.classId), ids.map((id) => id.hash)],
  );
}

/** FNV-1a over UTF-16 code units, as a signed 32-bit integer. */
export function hashKey(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return hash | 0;
}
