import {
  type CorrelationReport,
  readCorrelationReport,
  readDiversificationReport,
} from "#app/correlation-report.ts";
import { CORRELATION_WINDOWS } from "#core/risk/correlation.ts";
import { COVARIANCE_WINDOW } from "#core/risk/covariance-estimates.ts";
import { isHighCorrelation } from "#core/risk/interpretation.ts";
import { decimals } from "../output.ts";
import { PAIRS, type View } from "./view.ts";

const correlations: View = {
  name: "correlations",
  about: "correlations of the listed holdings: each pair over 90 and 252 sessions, or all at once, shrunk",
  accepts: ["estimator"],
  async load(context, portfolioId, asOf, { estimator }) {
    const windows: readonly number[] = estimator === "pearson" ? CORRELATION_WINDOWS : [COVARIANCE_WINDOW];
    const found: CorrelationReport[] = [];
    for (const windowSessions of windows) {
      const report = await readCorrelationReport(context, portfolioId, asOf, { estimator, windowSessions });
      if (report === null) return null;
      found.push(report);
    }
    const longest = found.at(-1)!;
    const symbols = [...new Set(found.flatMap((report) => report.symbols))].sort();
    const pairs = symbols.flatMap((first, i) =>
      symbols.slice(i + 1).map((second) => {
        const rho = found.map((report) => between(report, first, second));
        const high = rho.some((value) => isHighCorrelation(value)) ? "high" : null;
        return [first, second, ...rho.map((value) => decimals(value)), high];
      }),
    );
    const averages = found.map(({ averageCorrelation }) => decimals(averageCorrelation));
    return {
      asOf: longest.asOf,
      data: { windows: found },
      columns: [
        { title: "symbol" },
        { title: "with" },
        ...windows.map((window) => ({ title: String(window), right: true as const })),
        { title: "above 0.7" },
      ],
      rows: [["average", null, ...averages, null], ...pairs],
      ...(longest.symbolsLeftOut.length === 0
        ? {}
        : { note: `Left out for their short history: ${longest.symbolsLeftOut.join(", ")}.` }),
    };
  },
};

function between({ symbols, matrix }: CorrelationReport, first: string, second: string): number {
  return matrix[symbols.indexOf(first)]?.[symbols.indexOf(second)] ?? Number.NaN;
}

const diversification: View = {
  name: "diversification",
  about: "clusters of holdings that move together, and how many independent ones they are worth",
  async load(context, portfolioId, asOf) {
    const found = await readDiversificationReport(context, portfolioId, asOf, CORRELATION_WINDOWS[1]);
    if (found === null) return null;
    const { asOf: session, correlations: _, clusters, ...numbers } = found;
    return {
      asOf: session,
      data: { ...numbers, clusters: clusters.length, clusterMembers: clusters },
      columns: PAIRS,
      rows: [
        ["average correlation", decimals(found.averageCorrelation, 2)],
        ["diversification ratio", decimals(found.diversificationRatio, 2)],
        ["effective number by correlation", decimals(found.effectiveNumberByCorrelation, 1)],
        ["effective positions by weight", decimals(found.effectiveNumPositions, 1)],
        ...clusters.map(({ symbols, averageCorrelation }, i) => [
          `cluster ${i + 1}: ${symbols.join(", ")}`,
          decimals(averageCorrelation, 2),
        ]),
      ],
    };
  },
};

export const correlationViews: readonly View[] = [correlations, diversification];
