import { BENCHMARK } from "#core/factors/factor-table.ts";
import { concentrationLevel } from "#core/risk/interpretation.ts";
import { findConcentration } from "#db/stores/analytics-store.ts";
import { findSectorWeights } from "#db/stores/price-store.ts";
import { decimals, percent } from "../output.ts";
import { PAIRS, type View } from "./view.ts";

const sectors: View = {
  name: "sectors",
  about: "net weights by sector, of NAV, beside the benchmark's",
  async load({ database }, portfolioId, asOf) {
    const { db } = database.api;
    const row = await findConcentration(db, portfolioId, asOf);
    if (row === null) return null;
    const own = new Map(row.sectors.map((sector, i) => [sector, row.sectorWeights[i] ?? Number.NaN]));
    const benchmark = await findSectorWeights(db, BENCHMARK);
    const names = [...new Set([...own.keys(), ...Object.keys(benchmark ?? {})])].sort();
    const weights = names.map((sector) => {
      // A sector that only the benchmark has is held at exactly nothing; and the other way round.
      const weight = own.get(sector) ?? 0;
      const benchmarkWeight = benchmark === null ? Number.NaN : (benchmark[sector] ?? 0);
      return { sector, weight, benchmarkWeight, activeWeight: weight - benchmarkWeight };
    });
    return {
      asOf: row.asOf,
      data: { benchmark: BENCHMARK, sectors: weights },
      columns: [
        { title: "sector" },
        { title: "weight", right: true },
        { title: BENCHMARK, right: true },
        { title: "difference", right: true },
      ],
      rows: weights.map((line) => [
        line.sector,
        percent(line.weight),
        percent(line.benchmarkWeight),
        percent(line.activeWeight),
      ]),
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
    const { hhi, effectivePositions, top3, top10, deltaLongExposure, deltaShortExposure } = row;
    const { deltaGrossExposure, deltaNetExposure } = row;
    const delta = { deltaLongExposure, deltaShortExposure, deltaGrossExposure, deltaNetExposure };
    return {
      asOf: row.asOf,
      data: { hhi, effectiveNumPositions: effectivePositions, top3, top10, ...delta, level },
      columns: PAIRS,
      rows: [
        ["HHI", decimals(hhi)],
        ["effective positions", decimals(effectivePositions, 1)],
        ["top 3 of gross", percent(top3)],
        ["top 10 of gross", percent(top10)],
        ["level", level],
        ["gross by delta, of NAV", percent(deltaGrossExposure)],
        ["net by delta, of NAV", percent(deltaNetExposure)],
      ],
    };
  },
};

export const compositionViews: readonly View[] = [sectors, concentration];
