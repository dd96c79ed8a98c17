import type { RiskPoint } from "./tail-risk-types.ts";

export type Level = 95 | 99;

/** A session's return beside the value at risk that was forecast at the close before. */
export interface BacktestPoint {
  readonly session: string;
  /** Of the book of the close before; null where there is none. */
  readonly realised: number | null;
  /** Positive: a loss. */
  readonly forecast: Readonly<Record<Level, number | null>>;
}

export interface Exception {
  readonly session: string;
  readonly realised: number;
  readonly forecast: number;
  readonly level: Level;
}

/** Each session but the first, with the forecasts of the one before. */
export function backtestPoints(history: readonly RiskPoint[]): readonly BacktestPoint[] {
  return history.slice(1).map((point, index) => {
    const before = history[index];
    return {
      session: point.as_of,
      realised: point.clean_return,
      forecast: { 95: before?.var_95 ?? null, 99: before?.var_99 ?? null },
    };
  });
}

/** Sessions on which more was lost than forecast at a level. */
export function exceptionsAt(points: readonly BacktestPoint[], level: Level): readonly Exception[] {
  return points.flatMap(({ session, realised, forecast }) => {
    const limit = forecast[level];
    if (realised === null || limit === null || realised >= -limit) return [];
    return [{ session, realised, forecast: limit, level }];
  });
}

/** Each exception once, at the highest level it is one of; the largest losses over their forecast first. */
export function listExceptions(points: readonly BacktestPoint[]): readonly Exception[] {
  const rare = exceptionsAt(points, 99);
  const taken = new Set(rare.map(({ session }) => session));
  const others = exceptionsAt(points, 95).filter(({ session }) => !taken.has(session));
  return [...rare, ...others].toSorted((a, b) => a.realised - b.realised);
}

/** Sessions that have both a forecast and a return. */
export function forecastCount(points: readonly BacktestPoint[], level: Level): number {
  return points.filter(({ realised, forecast }) => realised !== null && forecast[level] !== null).length;
}
