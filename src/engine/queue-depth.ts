export interface QueueDepth {
  readonly waiting: number;
  readonly active: number;
  /** Age of the oldest message that waits; null when none does. */
  readonly oldestWaitingSeconds: number | null;
}

const DEPTH = `
  select count(*) filter (where state in ('created', 'retry'))::int as waiting,
    count(*) filter (where state = 'active')::int as active,
    extract(epoch from now() - min(created_on) filter (where state in ('created', 'retry')))::float8 as oldest
  from pgboss.job where name = any($1)`;

/** What waits in these queues, by any connection that can run a statement. */
export async function readQueueDepth(
  queues: readonly string[],
  query: (text: string, values: unknown[]) => Promise<{ readonly rows: unknown[] }>,
): Promise<QueueDepth> {
  const { rows } = await query(DEPTH, [[...queues]]);
  const row = rows[0] as { waiting: number; active: number; oldest: number | null };
  return { waiting: row.waiting, active: row.active, oldestWaitingSeconds: row.oldest };
}
