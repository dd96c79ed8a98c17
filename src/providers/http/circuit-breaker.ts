/** What is known of a vendor's state in this process. */
export interface CircuitState {
  /** `open`: not asked for a while. `halfOpen`: one call may try. */
  readonly state: "closed" | "open" | "halfOpen";
  /** Failures in a row. */
  readonly failures: number;
  /** Milliseconds until it may be tried again; null unless open. */
  readonly retryInMs: number | null;
  /** Why it last failed; null after a success. */
  readonly lastFailure: string | null;
}

export interface CircuitOptions {
  /** Failures in a row that open it. */
  readonly failuresToOpen?: number;
  /** How long it stays open at first; doubles each time the try after it fails, up to `maxOpenMs`. */
  readonly openMs?: number;
  readonly maxOpenMs?: number;
}

/** A call under way; exactly one of its ends is told. */
export interface CircuitCall {
  succeeded(): void;
  /** `openMs`: the vendor said for how long it will not serve; opens at once. */
  failed(reason: string, openMs?: number): void;
  /** Ended by its caller: says nothing about the vendor. */
  abandoned(): void;
}

/**
 * Spares a vendor that fails, and those who wait for it: after some failures in a row no call is let through for a
 * while, then one, whose end decides. Calls that were under way together when one failed count as one failure: a
 * burst is one sign. `now` is milliseconds of a clock that never goes back.
 */
export class CircuitBreaker {
  readonly #now: () => number;
  readonly #options: Required<CircuitOptions>;
  #calls = 0;
  /** Calls up to this number were begun before the last failure. */
  #counted = 0;
  #failures = 0;
  #openings = 0;
  #openUntil: number | null = null;
  #trying = false;
  #lastFailure: string | null = null;

  constructor(now: () => number, options: CircuitOptions = {}) {
    this.#now = now;
    this.#options = { failuresToOpen: 5, openMs: 30_000, maxOpenMs: 600_000, ...options };
  }

  state(): CircuitState {
    const common = { failures: this.#failures, lastFailure: this.#lastFailure };
    if (this.#openUntil === null) return { ...common, state: "closed", retryInMs: null };
    const retryInMs = this.#openUntil - this.#now();
    return retryInMs > 0
      ? { ...common, state: "open", retryInMs }
      : { ...common, state: "halfOpen", retryInMs: null };
  }

  /** Whether a call would be let through now. */
  admits(): boolean {
    const { state } = this.state();
    return state === "closed" || (state === "halfOpen" && !this.#trying);
  }

  /** A place for one call, or null where none is let through. */
  begin(): CircuitCall | null {
    if (!this.admits()) return null;
    const number = ++this.#calls;
    const isTry = this.#openUntil !== null;
    if (isTry) this.#trying = true;
    const end = (): void => {
      if (isTry) this.#trying = false;
    };
    return {
      succeeded: () => {
        end();
        this.#failures = 0;
        this.#openings = 0;
        this.#openUntil = null;
        this.#lastFailure = null;
      },
      failed: (reason, openMs) => {
        end();
        this.#lastFailure = reason;
        if (number > this.#counted) {
          this.#counted = this.#calls;
          this.#failures++;
        }
        if (openMs !== undefined) this.#open(openMs);
        else if (isTry || (this.#openUntil === null && this.#failures >= this.#options.failuresToOpen))
          this.#open(Math.min(this.#options.maxOpenMs, this.#options.openMs * 2 ** this.#openings++));
      },
      abandoned: end,
    };
  }

  #open(ms: number): void {
    this.#openUntil = Math.max(this.#openUntil ?? 0, this.#now() + ms);
  }
}
