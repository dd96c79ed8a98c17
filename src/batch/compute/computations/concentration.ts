import { concentrationSeries } from "#core/pipeline/portfolio-analytics.ts";
import { riskPath, weightPath } from "#core/pipeline/weight-path.ts";
import { CONCENTRATION_COLUMNS } from "#core/risk/concentration.ts";
import type { PortfolioComputation } from "../portfolio-computation.ts";

/**
 * Concentration of D sessions, in few arrays: an object for each session and sector takes longer to hand over than to
 * compute.
 */
export interface ConcentrationBlock {
  /** The row of session d starts at `d * CONCENTRATION_COLUMNS.length`. */
  readonly values: Float64Array;
  /** Names of the sectors of each session, one array for sessions that have the same. */
  readonly sectors: readonly (readonly string[])[];
  /** Weights of the sectors, one session's after the other's, and where each session's begin. */
  readonly sectorWeights: Float64Array;
  readonly sectorStarts: Int32Array;
}

export const concentration: PortfolioComputation<null, ConcentrationBlock> = {
  name: "concentration",
  sessions: "every",
  share: () => null,
  compute({ valuation, from, to, market }) {
    const path = { firstOrdinal: from, sessions: weightPath(valuation, from, to) };
    const series = concentrationSeries(path, riskPath(valuation, from, to), market.profiles);
    const width = CONCENTRATION_COLUMNS.length;
    const values = new Float64Array(series.length * width);
    const sectors: (readonly string[])[] = [];
    const weights: number[] = [];
    const sectorStarts = new Int32Array(series.length);
    for (const [t, session] of series.entries()) {
      for (const [c, column] of CONCENTRATION_COLUMNS.entries())
        values[t * width + c] = session.concentration[column];
      const names = session.sectors.map(({ sector }) => sector);
      const before = sectors.at(-1);
      sectors.push(before !== undefined && sameNames(before, names) ? before : names);
      sectorStarts[t] = weights.length;
      for (const { weight } of session.sectors) weights.push(weight);
    }
    const sectorWeights = Float64Array.from(weights);
    return { result: { values, sectors, sectorWeights, sectorStarts }, findings: [] };
  },
};

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i]);
}
