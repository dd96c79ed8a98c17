import { positionRow } from "#core/valuation/position-row.ts";
import { replacePositionValues } from "#db/stores/results-store.ts";
import type { Phase } from "#engine/phase.ts";
import { type PortfolioJob, runnable } from "../portfolio-job.ts";
import { rowRange } from "../portfolio-rows.ts";
import type { BatchServices } from "../services.ts";

const job: PortfolioJob<null, null> = {
  name: "position-values",
  sessions: "last",
  lookbackSessions: 0,
  share: () => null,
  compute: () => ({ result: null, findings: [] }),
  write: (tx, target, results) =>
    replacePositionValues(
      tx,
      rowRange(target, results),
      results.flatMap(({ facts, valuation, to }) =>
        valuation.lots.map((lot) => ({
          portfolioId: facts.id,
          asOf: target.unit.to,
          positionId: lot.position.id,
          ...positionRow(valuation, lot, to),
        })),
      ),
    ),
};

export const positionValues: Phase<BatchServices> = {
  number: "2.5",
  title: "Position values",
  grain: "portfolio",
  itemUnit: "portfolios",
  needs: ["market-data"],
  reads: ["portfolios", "positions", "capital_flows", "market_data_cache", "corporate_actions"],
  writes: ["position_values"],
  timeoutMs: 90_000,
  weight: 5,
  essential: false,
  ...runnable(job),
};
