import { isSigmaSightError, SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { Log } from "#log";
import { throwIfAborted } from "../abort.ts";
import { type LimiterTime, ProviderLimiter, REAL_TIME } from "../limiter.ts";
import type { ProviderLimits } from "../provider.ts";
import { oneLine } from "./answer-text.ts";
import {
  CircuitBreaker,
  type CircuitCall,
  type CircuitOptions,
  type CircuitState,
} from "./circuit-breaker.ts";
import { judgeAnswer, type Refusal, type VendorReply } from "./judge-answer.ts";
import { BodyTooLarge, readBody } from "./read-body.ts";
import { secretScrubber } from "./secret-scrubber.ts";

/** How long a vendor may take and how much it may send, for tests to make short. */
export interface NetworkLimits {
  /** One request with its redirects and its whole body. */
  readonly timeoutMs?: number;
  readonly maxBodyBytes?: number;
  /** Wait after a throttled request that does not say how long; doubles with each further one in a row. */
  readonly throttleMs?: number;
  /** Longest wait for a vendor that throttles; where it asks for more it is not asked for that long. */
  readonly maxThrottleMs?: number;
  readonly circuit?: CircuitOptions;
}

export interface VendorClientSettings extends NetworkLimits {
  readonly provider: string;
  readonly limits: ProviderLimits;
  /** Values that must not show anywhere. */
  readonly secrets: readonly string[];
  /** What the vendor writes when it throttles without saying so in the status. */
  readonly throttleText?: RegExp;
  readonly log: Pick<Log, "info" | "warn"> | null;
  readonly time?: LimiterTime;
}

export interface VendorRequest {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: "GET" | "POST";
  readonly body?: string;
  /** Statuses the reader wants to see; 2xx it always does. */
  readonly accept?: readonly number[];
  /** `given`: a redirect is an answer like others, for a caller who checks where it leads. */
  readonly redirects?: "sameOrigin" | "given";
}

const REDIRECTS = [301, 302, 303, 307, 308];
const MAX_REDIRECTS = 3;
/** However long a vendor asks to be left alone. */
const LONGEST_OPEN_MS = 3_600_000;

/**
 * Asks one vendor over HTTP within bounds: its limits, a time-out, a size, redirects on its own origin only, pauses
 * when it throttles, a circuit breaker. What it throws is a SigmaSightError with a retry class, and neither that nor
 * what it logs carries a secret.
 */
export class VendorClient {
  readonly #settings: Required<Omit<VendorClientSettings, "throttleText" | "circuit" | "time">>;
  readonly #throttleText: RegExp | null;
  readonly #limiter: ProviderLimiter;
  readonly #breaker: CircuitBreaker;
  readonly #scrub: (text: string) => string;
  #throttles = 0;

  constructor(settings: VendorClientSettings) {
    const { throttleText = null, circuit, time = REAL_TIME, ...rest } = settings;
    this.#settings = {
      timeoutMs: 20_000,
      maxBodyBytes: 32 * 2 ** 20,
      throttleMs: 10_000,
      maxThrottleMs: 60_000,
      ...rest,
    };
    this.#throttleText = throttleText;
    this.#limiter = new ProviderLimiter(settings.limits, time);
    this.#breaker = new CircuitBreaker(time.now, circuit);
    this.#scrub = secretScrubber(settings.secrets);
  }

  circuit(): CircuitState {
    return this.#breaker.state();
  }

  /** An error that names the vendor, without its secrets. */
  error(
    code: Refusal["code"],
    problem: string,
    options: { readonly retry?: SigmaSightError["retry"]; readonly hint?: string } = {},
  ): SigmaSightError {
    return new SigmaSightError(code, this.#scrub(`${this.#settings.provider} ${problem}`), options);
  }

  /**
   * The answer as `read` makes it out; what `read` throws of PROVIDER_BAD_DATA counts as a failure of the vendor, as
   * garbage does.
   */
  async send<T>(request: VendorRequest, signal: AbortSignal, read: (reply: VendorReply) => T): Promise<T> {
    if (!this.#breaker.admits()) throw this.#notAsked();
    return await this.#limiter.run(() => this.#ask(request, signal, read), signal);
  }

  /** The answer's JSON. Throws PROVIDER_BAD_DATA where it is none, as when it breaks off. */
  readonly json = (reply: VendorReply): unknown => {
    try {
      return JSON.parse(reply.text);
    } catch {
      const start = oneLine(reply.text.slice(0, 80));
      throw this.error(
        "PROVIDER_BAD_DATA",
        `sent ${reply.text.length} characters that are no JSON: ${start}`,
      );
    }
  };

  async #ask<T>(request: VendorRequest, signal: AbortSignal, read: (reply: VendorReply) => T): Promise<T> {
    const call = this.#breaker.begin();
    if (call === null) throw this.#notAsked();
    let refusal: Refusal | null;
    try {
      const reply = await this.#exchange(request, signal);
      refusal = judgeAnswer(reply, {
        accepted: [...(request.accept ?? []), ...(request.redirects === "given" ? REDIRECTS : [])],
        throttleText: this.#throttleText,
        now: Date.now(),
      });
      if (refusal === null) {
        const value = read(reply);
        this.#succeed(call);
        return value;
      }
    } catch (error) {
      if (signal.aborted) call.abandoned();
      throwIfAborted(signal);
      throw this.#failed(call, error);
    }
    throw this.#refused(call, refusal);
  }

  async #exchange(request: VendorRequest, signal: AbortSignal): Promise<VendorReply> {
    const { timeoutMs, maxBodyBytes } = this.#settings;
    const timeout = AbortSignal.timeout(timeoutMs);
    let { url } = request;
    try {
      for (let redirects = 0; ; redirects++) {
        const response = await fetch(url, {
          method: request.method ?? "GET",
          headers: { "user-agent": "sigmasight", ...request.headers },
          ...(request.body === undefined ? {} : { body: request.body }),
          redirect: "manual",
          signal: AbortSignal.any([signal, timeout]),
        });
        const location = response.headers.get("location");
        if (!REDIRECTS.includes(response.status) || location === null || request.redirects === "given") {
          const text = await readBody(response, maxBodyBytes);
          return { status: response.status, headers: response.headers, text };
        }
        await response.body?.cancel();
        url = this.#sameOrigin(url, location);
        if (redirects >= MAX_REDIRECTS)
          throw this.error("PROVIDER_UNAVAILABLE", `redirects more than ${MAX_REDIRECTS} times`);
      }
    } catch (error) {
      if (timeout.aborted && !signal.aborted)
        throw this.error("PROVIDER_UNAVAILABLE", `did not answer within ${timeoutMs / 1000} s`);
      throw error;
    }
  }

  #sameOrigin(url: URL, location: string): URL {
    const target = URL.canParse(location, url.href) ? new URL(location, url) : null;
    if (target?.origin === url.origin) return target;
    throw this.error(
      "PROVIDER_UNAVAILABLE",
      `redirects to ${target?.host ?? "nowhere"}, which is not followed`,
    );
  }

  #succeed(call: CircuitCall): void {
    const wasClosed = this.circuit().state === "closed";
    call.succeeded();
    this.#throttles = 0;
    if (!wasClosed) this.#settings.log?.info({ provider: this.#settings.provider }, "provider serves again");
  }

  /** Notes what an answer without data means for the next calls; its error. */
  #refused(call: CircuitCall, refusal: Refusal): SigmaSightError {
    const { code, retry, problem, vendorFails, throttledMs } = refusal;
    if (throttledMs !== undefined) return this.#throttled(call, refusal, throttledMs);
    const error = this.error(code, problem, { retry });
    if (vendorFails) this.#count(call, error);
    else this.#succeed(call);
    return error;
  }

  /** A short wait holds everybody back; for a long one the vendor is not asked at all. */
  #throttled(call: CircuitCall, { code, problem }: Refusal, asked: number | null): SigmaSightError {
    const { throttleMs, maxThrottleMs } = this.#settings;
    const wait = asked ?? Math.min(maxThrottleMs, throttleMs * 2 ** this.#throttles);
    this.#throttles++;
    const isShort = wait <= maxThrottleMs;
    const error = isShort
      ? this.error(code, problem, { retry: "later" })
      : this.error(code, `${problem}; not before ${Math.ceil(wait / 60_000)} minutes`);
    if (isShort) this.#limiter.pause(wait);
    this.#count(call, error, isShort ? undefined : Math.min(wait, LONGEST_OPEN_MS));
    return error;
  }

  #failed(call: CircuitCall, thrown: unknown): unknown {
    const error = this.#named(thrown);
    if (isSigmaSightError(error)) this.#count(call, error);
    else call.abandoned();
    return error;
  }

  #count(call: CircuitCall, error: SigmaSightError, openMs?: number): void {
    const wasOpen = this.circuit().state === "open";
    call.failed(error.message, openMs);
    const { state, failures, retryInMs } = this.circuit();
    if (wasOpen || state !== "open") return;
    const { provider, log } = this.#settings;
    log?.warn({ provider, failures, retryInMs, reason: error.message }, "provider is not asked for a while");
  }

  /** What fetch or the body's stream threw, with a name; anything else is a bug and stays as it is. */
  #named(error: unknown): unknown {
    if (isSigmaSightError(error)) return error;
    if (error instanceof BodyTooLarge) {
      const megabytes = this.#settings.maxBodyBytes / 2 ** 20;
      return this.error("PROVIDER_BAD_DATA", `sent more than ${megabytes} MB; cut off`);
    }
    const reason = networkReason(error);
    return reason === null ? error : this.error("PROVIDER_UNAVAILABLE", `cannot be reached: ${reason}`);
  }

  #notAsked(): SigmaSightError {
    const { failures, retryInMs, lastFailure } = this.circuit();
    const wait = retryInMs === null ? "another call tries it now" : `for ${Math.ceil(retryInMs / 1000)} s`;
    return this.error(
      "PROVIDER_UNAVAILABLE",
      `is not asked after ${failures} failures in a row (${wait}). The last: ${lastFailure ?? ""}`,
    );
  }
}

/** Why fetch failed, or null where it was not fetch. */
function networkReason(error: unknown): string | null {
  if (!(error instanceof TypeError)) return null;
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return "code" in cause && typeof cause.code === "string"
    ? `${cause.message} (${cause.code})`
    : cause.message;
}
