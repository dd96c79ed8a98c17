import type { ErrorCode } from "#core/errors/error-codes.ts";
import { isSigmaSightError } from "#core/errors/sigmasight-error.ts";
import { BILL_YIELD_SYMBOL } from "#core/factors/factor-table.ts";
import type { FinancialStatement } from "#core/instruments/fundamentals.ts";
import type { CompanyProfile } from "#core/prices/market-facts.ts";
import { throwIfAborted } from "./abort.ts";
import type { CircuitState } from "./http/circuit-breaker.ts";
import { type LimiterTime, ProviderLimiter, REAL_TIME } from "./limiter.ts";
import type {
  FundamentalsRequest,
  History,
  HistoryRequest,
  NoData,
  Provider,
  UnknownSymbol,
} from "./provider.ts";

/** One question to one provider and what came of it; a retried failure is an attempt of its own. */
export interface ProviderAttempt {
  readonly provider: string;
  /** `skipped`: the provider does not offer this, it was not asked. */
  readonly outcome: "served" | "unknownSymbol" | "noData" | "failed" | "skipped";
  readonly code: ErrorCode | null;
  readonly message: string | null;
  readonly durationMs: number;
  /** Bars received; 0 for profiles and fundamentals. */
  readonly bars: number;
}

/**
 * What the chain found. `unknownSymbol`: every provider that was asked says so, the only outcome that may be
 * remembered as a dead ticker. `noData`: nobody failed and somebody knows the symbol, or nobody could be asked.
 * `failed`: nobody served and at least one failed, so the truth is not known.
 */
export type ChainResult<T> =
  | {
      readonly outcome: "served";
      readonly provider: string;
      readonly value: T;
      readonly attempts: readonly ProviderAttempt[];
    }
  | {
      readonly outcome: "unknownSymbol" | "noData" | "failed";
      readonly attempts: readonly ProviderAttempt[];
    };

/** A provider of the chain; `circuit` is null where nothing can fail but single answers. */
export interface ProviderState {
  readonly provider: string;
  readonly circuit: CircuitState | null;
}

export interface ProviderChain {
  /** The providers in order of asking, and how they fare in this process. */
  states(): readonly ProviderState[];
  fetchHistory(request: HistoryRequest, signal: AbortSignal): Promise<ChainResult<History>>;
  fetchProfile(symbol: string, signal: AbortSignal): Promise<ChainResult<CompanyProfile>>;
  fetchFundamentals(
    request: FundamentalsRequest,
    signal: AbortSignal,
  ): Promise<ChainResult<readonly FinancialStatement[]>>;
}

export interface ChainOptions extends Partial<LimiterTime> {
  /** Tries at one provider while its failure says `later`. */
  readonly maxTries?: number;
  /** Longest wait before the second try; doubles with each further one. */
  readonly backoffMs?: number;
  readonly maxBackoffMs?: number;
  /** Uniform in [0, 1): spreads the retries of many workers. */
  readonly random?: () => number;
  /** Times that those who could not be reached are asked where nobody else serves. */
  readonly maxRounds?: number;
  /** Told of every question that was put, when it is over. */
  readonly onAttempt?: (attempt: ProviderAttempt) => void;
}

/**
 * Asks the providers in order until one serves. A failure marked `later` is tried again at the same provider,
 * after a random part of a doubling wait ("full jitter"); `nextProvider` goes on to the next one, and whoever could not
 * be reached is asked once more where nobody serves; `never` ends the search. Limits are kept per provider over all calls of this chain. Throws only on abort and on what is
 * not a SigmaSightError, which is a bug.
 */
export function createProviderChain(
  providers: readonly Provider[],
  options: ChainOptions = {},
): ProviderChain {
  const { maxTries = 4, maxRounds = 2 } = options;
  const { backoffMs = 500, maxBackoffMs = 20_000, random = Math.random } = options;
  const { now = REAL_TIME.now, sleep = REAL_TIME.sleep } = options;
  const limiters = new Map(
    providers.map((provider) => [provider, new ProviderLimiter(provider.limits, { now, sleep })]),
  );

  async function ask<T>(question: Question<T>, signal: AbortSignal): Promise<ChainResult<T>> {
    const attempts: ProviderAttempt[] = [];
    const verdicts = new Map<Provider, LastWord>();
    let round = providers;
    for (let rounds = 1; ; rounds++) {
      const unreachable: Provider[] = [];
      for (const provider of round) {
        const reason = question.cannotAsk(provider);
        if (reason !== null) {
          attempts.push(attempt(provider, "skipped", { message: reason }));
          continue;
        }
        const verdict = await askProvider(provider, question, attempts, signal);
        if (verdict.kind === "served")
          return { outcome: "served", provider: provider.name, value: verdict.value, attempts };
        if (verdict.kind === "hopeless") return { outcome: "failed", attempts };
        verdicts.set(provider, verdict.kind === "unreachable" ? "failed" : verdict.kind);
        if (verdict.kind === "unreachable") unreachable.push(provider);
      }
      if (unreachable.length === 0 || rounds >= maxRounds) break;
      await backOff(rounds, signal);
      round = unreachable;
    }
    return { outcome: conclude([...verdicts.values()]), attempts };
  }

  /** One provider with its retries: its last word. */
  async function askProvider<T>(
    provider: Provider,
    question: Question<T>,
    attempts: ProviderAttempt[],
    signal: AbortSignal,
  ): Promise<Answer<T> | { readonly kind: "failed" | "unreachable" | "hopeless" }> {
    const limiter = limiters.get(provider) as ProviderLimiter;
    for (let tries = 1; ; tries++) {
      let started = now();
      try {
        const answer = await limiter.run(() => {
          started = now();
          return question.put(provider, signal);
        }, signal);
        throwIfAborted(signal);
        const bars = answer.kind === "served" ? answer.bars : 0;
        note(attempts, attempt(provider, answer.kind, { durationMs: now() - started, bars }));
        return answer;
      } catch (error) {
        throwIfAborted(signal);
        if (!isSigmaSightError(error)) throw error;
        const { code, message, retry } = error;
        note(attempts, attempt(provider, "failed", { durationMs: now() - started, code, message }));
        if (retry === "never") return { kind: "hopeless" };
        if (retry === "nextProvider")
          return { kind: code === "PROVIDER_UNAVAILABLE" ? "unreachable" : "failed" };
        if (tries >= maxTries) return { kind: "failed" };
        await backOff(tries, signal);
      }
    }
  }

  function note(attempts: ProviderAttempt[], made: ProviderAttempt): void {
    attempts.push(made);
    options.onAttempt?.(made);
  }

  async function backOff(tries: number, signal: AbortSignal): Promise<void> {
    await sleep(random() * Math.min(maxBackoffMs, backoffMs * 2 ** (tries - 1)), signal);
  }

  return {
    states: () =>
      providers.map((provider) => ({ provider: provider.name, circuit: provider.circuit?.() ?? null })),
    fetchHistory: (request, signal) => ask(historyQuestion(request), signal),
    fetchProfile: (symbol, signal) => ask(profileQuestion(symbol), signal),
    fetchFundamentals: (request, signal) => ask(fundamentalsQuestion(request), signal),
  };
}

type LastWord = "unknownSymbol" | "noData" | "failed";

interface Question<T> {
  /** Why this provider is not asked, or null. */
  cannotAsk(provider: Provider): string | null;
  put(provider: Provider, signal: AbortSignal): Promise<Answer<T>>;
}

type Answer<T> =
  | { readonly kind: "served"; readonly value: T; readonly bars: number }
  | UnknownSymbol
  | NoData;

function historyQuestion(request: HistoryRequest): Question<History> {
  return {
    cannotAsk({ capabilities: { prices, rates, earliestHistory } }) {
      if (request.symbol === BILL_YIELD_SYMBOL && !rates) return "gives no rates";
      if (request.symbol !== BILL_YIELD_SYMBOL && !prices) return "gives no prices";
      return earliestHistory !== null && request.to < earliestHistory
        ? `its history begins on ${earliestHistory}`
        : null;
    },
    async put(provider, signal) {
      const result = await provider.fetchHistory(request, signal);
      return result.kind === "history"
        ? { kind: "served", value: result, bars: result.bars.sessions.length }
        : result;
    },
  };
}

function profileQuestion(symbol: string): Question<CompanyProfile> {
  return {
    cannotAsk: (provider) => (provider.fetchProfile === undefined ? "gives no profiles" : null),
    async put(provider, signal) {
      const result = (await provider.fetchProfile?.(symbol, signal)) ?? { kind: "noData" };
      return result.kind === "profile" ? { kind: "served", value: result.profile, bars: 0 } : result;
    },
  };
}

function fundamentalsQuestion(request: FundamentalsRequest): Question<readonly FinancialStatement[]> {
  return {
    cannotAsk: (provider) => (provider.fetchFundamentals === undefined ? "gives no fundamentals" : null),
    async put(provider, signal) {
      const result = (await provider.fetchFundamentals?.(request, signal)) ?? { kind: "noData" };
      return result.kind === "fundamentals" ? { kind: "served", value: result.statements, bars: 0 } : result;
    },
  };
}

function attempt(
  provider: Provider,
  outcome: ProviderAttempt["outcome"],
  details: Partial<Omit<ProviderAttempt, "provider" | "outcome">>,
): ProviderAttempt {
  return { provider: provider.name, outcome, code: null, message: null, durationMs: 0, bars: 0, ...details };
}

function conclude(verdicts: readonly LastWord[]): LastWord {
  if (verdicts.includes("failed")) return "failed";
  const known = verdicts.length === 0 || verdicts.includes("noData");
  return known ? "noData" : "unknownSymbol";
}
