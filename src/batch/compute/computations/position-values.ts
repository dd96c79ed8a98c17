import { type PositionRow, positionRow } from "#core/valuation/position-row.ts";
import type { PortfolioComputation } from "../portfolio-computation.ts";

/** Every lot at the unit's last session. */
export type LotValues = readonly (PositionRow & { readonly positionId: string })[];

/** The values of lots, for the phase that stores them and for the one that keeps the latest. */
export function lotValues(name: string): PortfolioComputation<null, LotValues> {
  return {
    name,
    sessions: "last",
    share: () => null,
    compute: ({ valuation, to }) => ({
      result: valuation.lots.map((lot) => ({
        positionId: lot.position.id,
        ...positionRow(valuation, lot, to),
      })),
      findings: [],
    }),
  };
}
