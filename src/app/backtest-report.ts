import type { PlainDate } from "#core/dates/plain-date.ts";
import type { BiasStatistic } from "#core/risk/bias-statistic.ts";
import type { ProFormaBacktest } from "#core/risk/pro-forma-backtest.ts";
import type { TailLevel } from "#core/risk/value-at-risk.ts";
import type { LikelihoodRatio, TrafficLight, VarBacktest } from "#core/risk/var-backtest.ts";
import { isNoEstimate, type NoEstimate, usableObservations } from "#core/stats/no-estimate.ts";
import { type Absence, NO_CAPITAL, noEstimateReason } from "./absence-reasons.ts";
import type { ApiContext } from "./api-context.ts";
import { type RiskBacktests, readBacktests } from "./risk-report.ts";
import { readNav } from "./session-nav.ts";

/** A back-test as it is shown; all but the level is null where there is none, with the reason. */
export interface ShownBacktest {
  readonly level: TailLevel;
  readonly forecasts: number | null;
  readonly exceptions: number | null;
  readonly expected: number | null;
  readonly kupiec: LikelihoodRatio | null;
  readonly independence: LikelihoodRatio | null;
  readonly joint: LikelihoodRatio | null;
  readonly trafficLight: TrafficLight | null;
  readonly lowPower: boolean | null;
  readonly reason: Absence | null;
}

export interface ShownBias {
  readonly observations: number | null;
  readonly bias: number | null;
  readonly tolerance: number | null;
  readonly reason: Absence | null;
}

export interface MethodBacktest extends ShownBacktest {
  readonly method: string;
}

export interface BacktestReport {
  readonly asOf: PlainDate;
  readonly clean: { readonly tests: readonly ShownBacktest[]; readonly bias: ShownBias };
  readonly proForma: { readonly tests: readonly MethodBacktest[]; readonly bias: ShownBias };
}

/** Null where nothing was computed for that session or before. */
export async function readBacktestReport(
  context: Pick<ApiContext, "database" | "calendar">,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<BacktestReport | null> {
  const found: RiskBacktests | null = await readBacktests(context, portfolioId, asOf);
  if (found === null) return null;
  const { clean, proForma } = found;
  const nav = await readNav(context, portfolioId, found.asOf);
  // Today's weights have no past where there are none.
  const whyNoPast = nav > 0 ? null : NO_CAPITAL;
  return {
    asOf: found.asOf,
    clean: {
      tests: clean.tests.map(({ level, result }) => shownBacktest(level, result)),
      bias: shownBias(clean.bias),
    },
    proForma: {
      tests: methodBacktests(proForma, whyNoPast),
      bias: shownBias(proForma.bias, whyNoPast),
    },
  };
}

export function methodBacktests(
  { tests }: ProFormaBacktest,
  because: Absence | null = null,
): readonly MethodBacktest[] {
  return tests.map(({ method, level, result }) => ({ method, ...shownBacktest(level, result, because) }));
}

/** `because` is why there is none, where that is known better than the test knows it. */
function shownBacktest(
  level: TailLevel,
  result: VarBacktest | NoEstimate,
  because: Absence | null = null,
): ShownBacktest {
  if (!isNoEstimate(result)) return { ...result, reason: null };
  return {
    level,
    forecasts: usableObservations(result),
    exceptions: null,
    expected: null,
    kupiec: null,
    independence: null,
    joint: null,
    trafficLight: null,
    lowPower: null,
    reason: because ?? noEstimateReason(result),
  };
}

function shownBias(result: BiasStatistic | NoEstimate, because: Absence | null = null): ShownBias {
  if (!isNoEstimate(result)) return { ...result, reason: null };
  const reason = because ?? noEstimateReason(result);
  return { observations: usableObservations(result), bias: null, tolerance: null, reason };
}
