import { concentrationLevel } from "#core/risk/interpretation.ts";
import { findConcentration } from "#db/stores/analytics-store.ts";
import { decimals, percent } from "../output.ts";
import { PAIRS, type View } from "./view.ts";

const sectors: View = {
  name: "sectors",
  about: "net weights by sector, of NAV",
  async load({ database }, portfolioId, asOf) {
    const { db } = database.api;
    const row = await findConcentration(db, portfolioId, asOf);
    if (row === null) return null;
    const weights = row.sectors.map((sector, i) => ({ sector, weight: row.sectorWeights[i] ?? Number.NaN }));
    return {
      asOf: row.asOf,
      data: { sectors: weights },
      columns: [{ title: "sector" }, { title: "weight", right: true }],
      rows: weights.map(({ sector, weight }) => [sector, percent(weight)]),
    };
  },
};

const concentration: View = {
  name: "concentration",
  about: "HHI, effective positions, largest holdings",
  async load({ database }, portfolioId, asOf) {
    const { db } = database.api;
    const row = await findConcentration(db, portfolioId, asOf);
    if (row === null) return null;
    const level = row.hhi === null ? null : concentrationLevel(row.hhi);
    const { hhi, effectivePositions, top3, top10 } = row;
    return {
      asOf: row.asOf,
      data: { hhi, effectiveNumPositions: effectivePositions, top3, top10, level },
      columns: PAIRS,
      rows: [
        ["HHI", decimals(hhi)],
        ["effective positions", decimals(effectivePositions, 1)],
        ["top 3 of gross", percent(top3)],
        ["top 10 of gross", percent(top10)],
        ["level", level],
      ],
    };
  },
};

export const compositionViews: readonly View[] = [sectors, concentration];
