import type { PlainDate } from "#core/dates/plain-date.ts";
import { isSigmaSightError } from "#core/errors/sigmasight-error.ts";
import { throwIfAborted } from "../abort.ts";
import { answerText, oneLine } from "../http/answer-text.ts";
import type { CircuitState } from "../http/circuit-breaker.ts";
import type { VendorReply } from "../http/judge-answer.ts";
import type { VendorClient } from "../http/vendor-client.ts";
import { openYahoo, type YahooLibrary } from "./yahoo-library.ts";

/** Yahoo answers that it will not serve this question: an HTTP error, or an error in its JSON. */
export class YahooRefusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Both ends included. */
interface Days {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** Statuses with a JSON of their own: wrong question, crumb refused, nothing there. */
const REFUSALS = [400, 401, 404, 422];
/** Paths that answer with JSON; the others are what a crumb is got from. */
const DATA = /^\/(v8|v10|ws)\//;

/**
 * yahoo-finance2 on the vendor's client: whatever the library asks goes through its limits, and only to Yahoo. Answers
 * are not checked yet. The crumb that some questions need is got once and again after it was refused.
 */
export class YahooClient {
  readonly #client: VendorClient;
  readonly #baseUrl: string | null;
  #library: Promise<YahooLibrary> | null = null;

  /** `baseUrl`: where everything is asked instead of Yahoo's hosts. */
  constructor(client: VendorClient, baseUrl: string | null) {
    this.#client = client;
    this.#baseUrl = baseUrl;
  }

  circuit(): CircuitState {
    return this.#client.circuit();
  }

  /** Daily bars with every kind of action, in Yahoo's own columns. */
  async chart(symbol: string, { from, to }: Days, signal: AbortSignal): Promise<unknown> {
    return await this.#call(signal, ({ yahoo }, options) =>
      yahoo.chart(
        symbol,
        {
          period1: `${from}T00:00:00Z`,
          period2: new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000),
          interval: "1d",
          includePrePost: false,
          events: "div|split|capitalGains",
          return: "object",
        },
        options,
      ),
    );
  }

  async quoteSummary(
    symbol: string,
    modules: readonly (
      | "assetProfile"
      | "quoteType"
      | "summaryDetail"
      | "defaultKeyStatistics"
      | "topHoldings"
      | "financialData"
      | "earningsHistory"
    )[],
    signal: AbortSignal,
  ): Promise<unknown> {
    return await this.#call(signal, ({ yahoo }, options) =>
      yahoo.quoteSummary(symbol, { modules: [...modules] }, options),
    );
  }

  async statements(
    symbol: string,
    { from, to }: Days,
    type: "annual" | "quarterly",
    module: "financials" | "balance-sheet",
    signal: AbortSignal,
  ): Promise<unknown> {
    return await this.#call(signal, ({ yahoo }, options) =>
      yahoo.fundamentalsTimeSeries(symbol, { period1: from, period2: to, type, module }, options),
    );
  }

  async #call(
    signal: AbortSignal,
    ask: (
      library: YahooLibrary,
      options: { readonly validateResult: false; readonly fetch: typeof fetch },
    ) => Promise<unknown>,
  ): Promise<unknown> {
    throwIfAborted(signal);
    this.#library ??= openYahoo();
    const library = await this.#library;
    try {
      const options = {
        validateResult: false,
        fetch: (input: Parameters<typeof fetch>[0], init?: RequestInit) => this.#fetch(input, init, signal),
      } as const;
      return await orAborted(ask(library, options), signal);
    } catch (error) {
      throwIfAborted(signal);
      if (error instanceof YahooRefusal && error.status === 401) {
        await library.forgetCrumb();
        throw this.#client.error("PROVIDER_UNAVAILABLE", `refuses its crumb: ${error.message}`, {
          retry: "later",
        });
      }
      if (error instanceof YahooRefusal) throw error;
      // Whoever got the crumb for all was stopped meanwhile; it can be got again.
      if (isSigmaSightError(error, "CANCELLED") || isSigmaSightError(error, "TIMEOUT"))
        throw this.#client.error("PROVIDER_UNAVAILABLE", "was left in the middle of a question", {
          retry: "later",
        });
      if (isSigmaSightError(error)) throw error;
      const message = error instanceof Error ? error.message : String(error);
      throw this.#client.error("PROVIDER_BAD_DATA", `sent what its library cannot read: ${oneLine(message)}`);
    }
  }

  /** The library's fetch: bounded, to Yahoo only; what is no answer is thrown. */
  async #fetch(
    input: Parameters<typeof fetch>[0],
    init: RequestInit | undefined,
    signal: AbortSignal,
  ): Promise<Response> {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.protocol !== "https:" || !(url.hostname === "yahoo.com" || url.hostname.endsWith(".yahoo.com")))
      throw this.#client.error("PROVIDER_UNAVAILABLE", `leads to ${url.host}, which is not followed`);
    const isData = DATA.test(url.pathname);
    const { text, status, headers } = await this.#client.send(
      {
        url: this.#baseUrl === null ? url : new URL(url.pathname + url.search, this.#baseUrl),
        headers: Object.fromEntries(new Headers(init?.headers)),
        method: init?.method === "POST" ? "POST" : "GET",
        ...(typeof init?.body === "string" ? { body: init.body } : {}),
        accept: REFUSALS,
        redirects: init?.redirect === "manual" ? "given" : "sameOrigin",
      },
      signal,
      (reply) => {
        if (isData) this.#requireData(reply);
        return reply;
      },
    );
    if (isData && REFUSALS.includes(status))
      throw new YahooRefusal(status, answerText(text) || `status ${status}`);
    if (REFUSALS.includes(status))
      throw this.#client.error("PROVIDER_UNAVAILABLE", `gives no crumb (${status})`);
    return new Response(status === 204 || status === 304 ? null : text, { status, headers });
  }

  /** Throws YahooRefusal where the JSON is an error, PROVIDER_BAD_DATA where it is no JSON. */
  #requireData(reply: VendorReply): void {
    const answer = this.#client.json(reply);
    const [body, ...others] = typeof answer === "object" && answer !== null ? Object.values(answer) : [];
    if (others.length > 0 || typeof body !== "object" || body === null || !("error" in body)) return;
    if (body.error === null) return;
    const isMissing = /not found|no data found/i.test(JSON.stringify(body.error));
    const status = REFUSALS.includes(reply.status) ? reply.status : isMissing ? 404 : 400;
    throw new YahooRefusal(status, answerText(reply.text));
  }
}

/** The promise, or the abort of the signal, whichever comes first. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
