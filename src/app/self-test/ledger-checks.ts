import { differences, type Measure } from "./check.ts";
import type { PlainLedger } from "./plain-ledger.ts";
import type { SelfTestWorld } from "./self-test-world.ts";

/** The product's ledger against the plain one, of which it shares nothing but the facts and the market. */

/** USD: what is left to rounding of sums near a million. */
const LIMIT_USD = 1e-6;

/** One series of the ledger on every session. */
export function ledgerSeries(name: "nav" | "cash" | "dailyPnl"): (world: SelfTestWorld) => Measure {
  return ({ analysis, ledger }) => {
    const money = differences("USD", LIMIT_USD);
    for (const [t, expected] of (ledger[name] satisfies PlainLedger["nav"]).entries())
      money.add(analysis.valuation[name][t] ?? Number.NaN, expected);
    return money.measure();
  };
}

/** P&L = change of unrealised + realised + dividends, within the product's own ledger. */
export function ledgerIdentity({ analysis }: SelfTestWorld): Measure {
  const { dailyPnl, unrealizedPnl, realizedPnl, dividends } = analysis.valuation;
  const money = differences("USD", LIMIT_USD);
  for (const [t, pnl] of dailyPnl.entries()) {
    const change = unrealizedPnl[t]! - (t === 0 ? 0 : unrealizedPnl[t - 1]!);
    money.add(change + realizedPnl[t]! + dividends[t]!, pnl);
  }
  return money.measure();
}
