import type { RetryClass } from "#core/errors/sigmasight-error.ts";
import { answerText } from "./answer-text.ts";
import { retryAfterMs } from "./retry-after.ts";

export interface VendorReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Why an answer is no data, and what it means for the next calls. */
export interface Refusal {
  readonly code: "PROVIDER_UNAVAILABLE" | "PROVIDER_REFUSED" | "PROVIDER_BAD_DATA";
  readonly retry: RetryClass;
  readonly problem: string;
  /** Whether it speaks of the vendor as a whole, not of the one question. */
  readonly vendorFails: boolean;
  /** The vendor is busy: nobody asks for so long. null: it does not say for how long. */
  readonly throttledMs?: number | null;
}

export interface JudgeOptions {
  /** Statuses that are the caller's to read, beside 2xx. */
  readonly accepted: readonly number[];
  /** What the vendor writes when it throttles without saying so in the status. */
  readonly throttleText: RegExp | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Answers longer than this are data. */
const LONGEST_THROTTLE = 2_000;

/** What keeps an answer from being data; null where nothing does. Retry classes are those of a provider's failure. */
export function judgeAnswer(reply: VendorReply, options: JudgeOptions): Refusal | null {
  const { status, headers, text } = reply;
  const said = answerText(text);
  const says = (what: string): string => (said === "" ? what : `${what}: ${said}`);
  const isThrottle =
    status === 425 ||
    status === 429 ||
    (options.throttleText !== null && text.length < LONGEST_THROTTLE && options.throttleText.test(text));
  const wait = retryAfterMs(headers.get("retry-after"), options.now);
  if (isThrottle || (status === 503 && wait !== null)) {
    return {
      code: "PROVIDER_UNAVAILABLE",
      retry: "later",
      problem: says(isThrottle ? `throttles (${status})` : `is busy (${status})`),
      vendorFails: true,
      throttledMs: wait,
    };
  }
  if ((status >= 200 && status < 300) || options.accepted.includes(status)) return null;
  if (status === 401 || status === 402 || status === 403) {
    const problem = says(status === 402 ? "wants another plan (402)" : `refuses the key (${status})`);
    // A plan may lack one symbol; a key that is not known serves nothing.
    return {
      code: "PROVIDER_REFUSED",
      retry: "nextProvider",
      problem,
      vendorFails: status === 401,
    };
  }
  if (status >= 500 || status === 408)
    return {
      code: "PROVIDER_UNAVAILABLE",
      retry: "nextProvider",
      problem: says(`fails (${status})`),
      vendorFails: true,
    };
  return {
    code: "PROVIDER_BAD_DATA",
    retry: "nextProvider",
    problem: says(`answers ${status}`),
    vendorFails: false,
  };
}
