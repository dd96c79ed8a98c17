import { setTimeout as delay } from "node:timers/promises";
import { throwIfAborted } from "./abort.ts";
import type { ProviderLimits } from "./provider.ts";

export interface LimiterTime {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Resolves after the time, rejects as soon as the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** The process's own clock. */
export const REAL_TIME: LimiterTime = {
  now: () => performance.now(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, { signal });
    } catch (error) {
      throwIfAborted(signal);
      throw error;
    }
  },
};

/**
 * Keeps one vendor's limits within this process: at most `concurrency` calls at once, started at least
 * 60 s / `requestsPerMinute` apart, first come first served. A waiting caller leaves as soon as its signal is
 * aborted.
 */
export class ProviderLimiter {
  readonly #limits: ProviderLimits;
  readonly #time: LimiterTime;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #nextStart = Number.NEGATIVE_INFINITY;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor(limits: ProviderLimits, time: LimiterTime) {
    this.#limits = limits;
    this.#time = time;
  }

  async run<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await this.#enter(signal);
    try {
      await this.#awaitStart(signal);
      return await call();
    } finally {
      this.#leave();
    }
  }

  /** Lets nobody start for this long: the vendor asked for it. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#time.now() + ms);
  }

  async #enter(signal: AbortSignal): Promise<void> {
    throwIfAborted(signal);
    if (this.#running < this.#limits.concurrency) {
      this.#running++;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = (): void => resolve();
    this.#waiting.push(wake);
    signal.addEventListener("abort", wake, { once: true });
    await promise;
    signal.removeEventListener("abort", wake);
    if (!signal.aborted) return;
    const place = this.#waiting.indexOf(wake);
    if (place >= 0) this.#waiting.splice(place, 1);
    else this.#leave();
    throwIfAborted(signal);
  }

  /** Hands the place to the longest waiting caller, or frees it. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running--;
    else next();
  }

  async #awaitStart(signal: AbortSignal): Promise<void> {
    const { requestsPerMinute } = this.#limits;
    if (requestsPerMinute !== null) {
      const now = this.#time.now();
      const start = Math.max(now, this.#nextStart);
      this.#nextStart = start + 60_000 / requestsPerMinute;
      if (start > now) await this.#time.sleep(start - now, signal);
    }
    // A pause may be made longer, or begin, while one waits.
    for (let now = this.#time.now(); now < this.#pausedUntil; now = this.#time.now())
      await this.#time.sleep(this.#pausedUntil - now, signal);
  }
}
