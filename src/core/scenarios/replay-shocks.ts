import { FACTOR_PROXIES, factorsOf } from "#core/factors/factor-table.ts";
import type { FactorEpisode } from "./factor-episodes.ts";
import type { Scenario } from "./scenario-table.ts";
import { type TranslatedShocks, translateShocks } from "./translate-shocks.ts";

/** A historical scenario as it happened. */
export interface ReplayedShocks {
  readonly shocks: TranslatedShocks;
  /** By joint factor: true where a proxy had no prices, so that the factor does as the scenario table says. */
  readonly fromTable: readonly boolean[];
}

/**
 * The joint factors' moves in an episode: long proxy − short proxy, cumulative total returns. A factor whose proxy lacks
 * prices takes the table's translated shock, or is left alone where the table leaves it alone. Null without the market:
 * every other shock of the table is stated against the table's own market.
 */
export function replayShocks(scenario: Scenario, episode: FactorEpisode): ReplayedShocks | null {
  const table = translateShocks(scenario.shocks);
  const moves = Float64Array.from(factorsOf("joint"), ({ long, short }) => {
    const longReturn = proxyReturn(episode, long);
    return short === null ? longReturn : longReturn - proxyReturn(episode, short);
  });
  if (Number.isNaN(moves[0]!)) return null;
  const fromTable = Array.from(moves, Number.isNaN);
  return {
    shocks: {
      ...table,
      factorReturns: moves.map((move, k) => (fromTable[k] ? table.factorReturns[k]! : move)),
      shocked: fromTable.map((missing, k) => !missing || table.shocked[k]!),
    },
    fromTable,
  };
}

function proxyReturn({ proxyReturns }: FactorEpisode, symbol: string): number {
  return proxyReturns[(FACTOR_PROXIES as readonly string[]).indexOf(symbol)] ?? Number.NaN;
}
