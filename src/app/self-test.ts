import { SYNTHETIC_SEED } from "#providers/synthetic/synthetic-provider.ts";
import { type Check, isWithinLimits, type Measure } from "./self-test/check.ts";
import { SELF_TEST_CHECKS } from "./self-test/checks.ts";
import { analyzeSelfTest, makeSelfTestMarket, type SelfTestWorld } from "./self-test/self-test-world.ts";

/** The market that the demo shows. */
export const SELF_TEST_SEED = SYNTHETIC_SEED;

export interface CheckResult extends Pick<Check, "name" | "compared">, Measure {
  readonly ok: boolean;
}

export interface SelfTestReport {
  readonly ok: boolean;
  readonly seed: number;
  readonly from: string;
  readonly to: string;
  readonly sessions: number;
  /** With prices: held, or a factor's proxy. */
  readonly symbols: number;
  readonly checks: readonly CheckResult[];
}

export type SelfTestStep = "market" | "analysis" | "checks";

/**
 * Analyses a portfolio in a synthetic market, in memory, and holds the results against what the market was made of and
 * against plain arithmetic. Any seed is another market of the same instruments.
 */
export async function selfTest(
  seed: number,
  signal: AbortSignal,
  onStep: (step: SelfTestStep) => void = () => {},
): Promise<SelfTestReport> {
  onStep("market");
  const market = await makeSelfTestMarket(seed, signal);
  onStep("analysis");
  const world = analyzeSelfTest(market);
  onStep("checks");
  const checks = runChecks(world);
  const { calendar, fromOrdinal, toOrdinal, analysis } = world;
  return {
    ok: checks.every(({ ok }) => ok),
    seed,
    from: calendar.session(fromOrdinal),
    to: calendar.session(toOrdinal),
    sessions: toOrdinal - fromOrdinal + 1,
    symbols: analysis.pricedSymbols.size,
    checks,
  };
}

/** Every check of a world, in the order of the list. */
export function runChecks(world: SelfTestWorld): readonly CheckResult[] {
  return SELF_TEST_CHECKS.map(({ name, compared, run }) => {
    const measure = run(world);
    return { name, compared, ...measure, ok: isWithinLimits(measure) };
  });
}
