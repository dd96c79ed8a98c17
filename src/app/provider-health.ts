import { listProviderOutcomes, type ProviderOutcomes } from "#db/stores/provider-store.ts";
import type { ProviderState } from "#providers/chain.ts";
import type { ApiContext } from "./api-context.ts";

/** How a market data provider fares: lately in all processes, and its circuit in this one. */
export interface ProviderHealth extends ProviderOutcomes {
  /** Null where it cannot open, or where this process does not ask the provider. */
  readonly circuit: ProviderState["circuit"];
}

/** The providers of this process in order of asking, then others that were asked lately. */
export async function providerHealth({
  database,
  health,
}: Pick<ApiContext, "database" | "health">): Promise<readonly ProviderHealth[]> {
  const outcomes = new Map(
    (await listProviderOutcomes(database.system.db)).map((row) => [row.provider, row] as const),
  );
  const states = health.providers();
  const own = new Set(states.map(({ provider }) => provider));
  const others = [...outcomes.keys()].filter((provider) => !own.has(provider));
  return [...states, ...others.map((provider) => ({ provider, circuit: null }))].map((state) => ({
    ...(outcomes.get(state.provider) ?? { answeredAt: null, failedAt: null, failure: null }),
    ...state,
  }));
}
