import { PgBoss } from "pg-boss";
import { connectError, describeUrl, isConnectionLost } from "#db/pg-errors.ts";
import type { Transaction } from "#db/types.ts";
import type { Log } from "#log";
import { HEARTBEAT_SECONDS } from "./heartbeat.ts";
import { type QueueDepth, readQueueDepth } from "./queue-depth.ts";

/**
 * pg-boss behind a handful of functions: it carries messages to workers, keeps their heartbeats, and hands a
 * dead worker's message to another. What is true about a run is in our own tables.
 */
export interface Transport {
  /** Sends messages within the caller's transaction. */
  enqueue(tx: Transaction, queue: QueueName, messages: readonly Message[]): Promise<void>;
  /**
   * Takes messages until `stop`; each of `slots` takes one at a time, most urgent first, and none below
   * `minPriority`.
   */
  work<T extends object>(
    queue: QueueName,
    options: { readonly slots: number; readonly minPriority?: number },
    handle: (message: T, signal: AbortSignal) => Promise<void>,
  ): Promise<void>;
  queueDepth(): Promise<QueueDepth>;
  /** Stops claiming, then waits at most `graceMs` for the messages in hand. */
  stop(graceMs: number): Promise<void>;
}

export const QUEUES = { advance: "sigmasight-advance", unit: "sigmasight-unit" } as const;
export type QueueName = (typeof QUEUES)[keyof typeof QUEUES];

export interface Message {
  readonly data: object;
  readonly priority: number;
}

const HEARTBEAT_REFRESH_SECONDS = 2;

/** A crash and an error use up one retry each: more than a unit's own bounds on both, which say why it is given up. */
const RETRY_LIMIT = 60;

const QUEUE_SETTINGS = {
  heartbeatSeconds: HEARTBEAT_SECONDS,
  retryLimit: RETRY_LIMIT,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 30,
  expireInSeconds: 6 * 3600,
  deleteAfterSeconds: 24 * 3600,
  notify: true,
};

/** Errors: DATABASE_UNREACHABLE; nothing is left open then. */
export async function startTransport(options: {
  readonly url: string;
  /** Whether this process takes messages; one that only sends opens fewer connections. */
  readonly worker: boolean;
  readonly log: Log;
}): Promise<Transport> {
  const { log, worker } = options;
  const boss = new PgBoss({
    connectionString: options.url,
    application_name: "sigmasight-queue",
    max: worker ? 4 : 2,
    supervise: worker,
    schedule: false,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    maintenanceIntervalSeconds: 3600,
    useListenNotify: worker,
  });
  boss.on("error", (error) => log.warn({ err: error }, "queue error"));
  boss.on("warning", (warning) => log.debug({ warning }, "queue warning"));
  try {
    await boss.start();
    for (const name of Object.values(QUEUES)) {
      if ((await boss.getQueue(name)) === null) await boss.createQueue(name, QUEUE_SETTINGS);
      else await boss.updateQueue(name, QUEUE_SETTINGS);
    }
  } catch (error) {
    // Half started, it would keep its connections and its timers, and the process with them.
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw isConnectionLost(error) ? connectError(error, describeUrl(options.url)) : error;
  }

  return {
    async enqueue(tx, queue, messages) {
      if (messages.length === 0) return;
      const db = {
        executeSql: async (text: string, values?: unknown[]) => await tx.client.query(text, values),
      };
      await boss.insert(
        queue,
        messages.map((message) => ({ ...message })),
        { db },
      );
    },
    async work<T extends object>(
      queue: QueueName,
      { slots, ...which }: { readonly slots: number; readonly minPriority?: number },
      handle: (message: T, signal: AbortSignal) => Promise<void>,
    ) {
      for (let slot = 0; slot < slots; slot++) {
        // One message a fetch keeps the order of priority; waking the slot itself afterwards drains a backlog,
        // which polling at the interval would not.
        const id: string = await boss.work<T>(
          queue,
          {
            ...which,
            batchSize: 1,
            heartbeatRefreshSeconds: HEARTBEAT_REFRESH_SECONDS,
            pollingIntervalSeconds: 0.5,
            notifyPollingIntervalSeconds: 2,
          },
          async ([job]) => {
            if (job === undefined) return;
            try {
              await handle(job.data, job.signal);
            } finally {
              boss.notifyWorker(id);
            }
          },
        );
      }
    },
    queueDepth: () =>
      readQueueDepth(
        Object.values(QUEUES),
        async (text, values) => await boss.getDb().executeSql(text, values),
      ),
    stop: async (graceMs) => await boss.stop({ graceful: graceMs > 0, timeout: graceMs }),
  };
}
