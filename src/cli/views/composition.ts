import { readConcentrationReport, readSectorReport } from "#app/composition-report.ts";
import { decimals, percent } from "../output.ts";
import { numberColumns, PAIRS, type View } from "./view.ts";

const sectors: View = {
  name: "sectors",
  about: "net weights by sector, of NAV, beside the benchmark's",
  async load(context, portfolioId, asOf) {
    const found = await readSectorReport(context, portfolioId, asOf);
    if (found === null) return null;
    const { asOf: session, ...data } = found;
    return {
      asOf: session,
      data,
      columns: numberColumns("sector", "weight", found.benchmark, "difference"),
      rows: found.sectors.map((line) => [
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
  async load(context, portfolioId, asOf) {
    const found = await readConcentrationReport(context, portfolioId, asOf);
    if (found === null) return null;
    const { asOf: session, ...data } = found;
    return {
      asOf: session,
      data,
      columns: PAIRS,
      rows: [
        ["HHI", decimals(found.hhi)],
        ["effective positions", decimals(found.effectiveNumPositions, 1)],
        ["top 3 of gross", percent(found.top3)],
        ["top 10 of gross", percent(found.top10)],
        ["level", found.level],
        ["gross by delta, of NAV", percent(found.deltaGrossExposure)],
        ["net by delta, of NAV", percent(found.deltaNetExposure)],
      ],
    };
  },
};

export const compositionViews: readonly View[] = [sectors, concentration];
