import { SigmaSightError } from "#core/errors/sigmasight-error.ts";

/** The right to one connection of a pool. `label` says to whoever waits what it is used for. */
export interface Slot {
  /** Number of the acquisition, unique in the pool. */
  readonly id: number;
  label: string;
  readonly since: number;
  /** Gives the slot to the next waiter; further calls do nothing. */
  release(): void;
}

export interface SlotStatistics {
  readonly inUse: number;
  readonly waiting: number;
  /** Longest wait so far, time-outs included, milliseconds. */
  readonly maxWaitMs: number;
  /** How many waits ended without a connection. */
  readonly timeouts: number;
  readonly acquired: number;
  readonly holders: readonly { readonly id: number; readonly label: string; readonly heldMs: number }[];
}

/** Told of every wait, those included that ended without a connection. */
export type OnWait = (waitedMs: number, isTimeout: boolean) => void;

interface Waiter {
  readonly label: string;
  readonly since: number;
  readonly admit: (slot: Slot) => void;
  readonly refuse: (error: SigmaSightError) => void;
}

/**
 * A bounded first-come-first-served queue in front of a connection pool. It exists because a pool's own queue neither says
 * who holds its connections, nor ends its waits when the pool closes.
 */
export class ConnectionSlots {
  readonly #poolName: string;
  readonly #size: number;
  readonly #timeoutMs: number;
  readonly #onWait: OnWait;
  readonly #held = new Set<Slot>();
  readonly #waiters = new Set<Waiter>();
  #closed = false;
  #maxWaitMs = 0;
  #timeouts = 0;
  #acquired = 0;

  constructor(poolName: string, size: number, timeoutMs: number, onWait: OnWait = () => undefined) {
    this.#poolName = poolName;
    this.#size = size;
    this.#timeoutMs = timeoutMs;
    this.#onWait = onWait;
  }

  /** Errors: POOL_EXHAUSTED after the time-out, naming the holders; CANCELLED on abort or close. */
  acquire(label: string, signal?: AbortSignal): Promise<Slot> {
    if (this.#closed) return Promise.reject(this.#closedError());
    if (signal?.aborted === true) return Promise.reject(cancelled(label, signal));
    if (this.#held.size < this.#size && this.#waiters.size === 0)
      return Promise.resolve(this.#take(label, 0));
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
        this.#waiters.delete(waiter);
      };
      const waiter: Waiter = {
        label,
        since: performance.now(),
        admit: (slot) => {
          settle();
          resolve(slot);
        },
        refuse: (error) => {
          settle();
          reject(error);
        },
      };
      const onAbort = () => waiter.refuse(cancelled(label, signal));
      const timer = setTimeout(() => {
        this.#timeouts++;
        const waitedMs = performance.now() - waiter.since;
        this.#maxWaitMs = Math.max(this.#maxWaitMs, waitedMs);
        this.#onWait(waitedMs, true);
        waiter.refuse(this.#exhaustedError(label));
      }, this.#timeoutMs);
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#waiters.add(waiter);
    });
  }

  statistics(): SlotStatistics {
    const now = performance.now();
    return {
      inUse: this.#held.size,
      waiting: this.#waiters.size,
      maxWaitMs: Math.max(this.#maxWaitMs, ...[...this.#waiters].map((waiter) => now - waiter.since)),
      timeouts: this.#timeouts,
      acquired: this.#acquired,
      holders: [...this.#held].map(({ id, label, since }) => ({ id, label, heldMs: now - since })),
    };
  }

  /** Refuses all waiters and every later request; slots already taken stay with their holders. */
  close(): void {
    this.#closed = true;
    for (const waiter of this.#waiters) waiter.refuse(this.#closedError());
  }

  #take(label: string, waitedMs: number): Slot {
    this.#acquired++;
    this.#maxWaitMs = Math.max(this.#maxWaitMs, waitedMs);
    this.#onWait(waitedMs, false);
    const slot: Slot = {
      id: this.#acquired,
      label,
      since: performance.now(),
      release: () => {
        if (this.#held.delete(slot)) this.#admitNext();
      },
    };
    this.#held.add(slot);
    return slot;
  }

  #admitNext(): void {
    const [waiter] = this.#waiters;
    if (waiter === undefined || this.#held.size >= this.#size) return;
    waiter.admit(this.#take(waiter.label, performance.now() - waiter.since));
  }

  #exhaustedError(label: string): SigmaSightError {
    const holders = this.statistics()
      .holders.map((holder) => `${holder.label} (${seconds(holder.heldMs)})`)
      .join(", ");
    return new SigmaSightError(
      "POOL_EXHAUSTED",
      `"${label}" waited ${seconds(this.#timeoutMs)} for one of ${this.#size} connections of the ${this.#poolName} pool, held by: ${holders}`,
    );
  }

  #closedError(): SigmaSightError {
    return new SigmaSightError("CANCELLED", `the ${this.#poolName} pool is closed`);
  }
}

function cancelled(label: string, signal: AbortSignal | undefined): SigmaSightError {
  return new SigmaSightError("CANCELLED", `"${label}" was cancelled while waiting for a connection`, {
    cause: signal?.reason,
  });
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
