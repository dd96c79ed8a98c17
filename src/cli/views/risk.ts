import { readCorrelations, readStressResults } from "#app/analytics-as-of.ts";
import { CORRELATION_WINDOWS, pairIndex } from "#core/risk/correlation.ts";
import { SCENARIOS } from "#core/scenarios/scenario-table.ts";
import { findVolatility } from "#db/stores/analytics-store.ts";
import { decimals, money, percent } from "../output.ts";
import { PAIRS, type View } from "./view.ts";

const stress: View = {
  name: "stress",
  about: "every scenario on today's holdings: only the shocked factors move",
  async load(context, portfolioId, asOf) {
    const results = await readStressResults(context, portfolioId, asOf);
    const [first] = results;
    if (first === undefined) return null;
    const nameOf = new Map(SCENARIOS.map(({ id, name }) => [id, name]));
    return {
      asOf: first.asOf,
      data: {
        scenarios: results.map(({ scenarioId, direct, directFraction, notCovered }) => ({
          id: scenarioId,
          name: nameOf.get(scenarioId) ?? scenarioId,
          direct,
          directFraction,
          notCovered,
        })),
      },
      columns: [
        { title: "scenario" },
        { title: "name" },
        { title: "USD", right: true },
        { title: "of NAV", right: true },
        { title: "not covered", right: true },
      ],
      rows: results.map((row) => [
        row.scenarioId,
        nameOf.get(row.scenarioId) ?? null,
        money(row.direct),
        percent(row.directFraction),
        percent(row.notCovered),
      ]),
    };
  },
};

const volatility: View = {
  name: "volatility",
  about: "realised and EWMA volatility of today's holdings, annualised",
  async load({ database }, portfolioId, asOf) {
    const row = await findVolatility(database.api.db, portfolioId, asOf);
    if (row === null) return null;
    return {
      asOf: row.asOf,
      data: row,
      columns: PAIRS,
      rows: [
        ["21 sessions", percent(row.realized21)],
        ["63 sessions", percent(row.realized63)],
        ["252 sessions", percent(row.realized252)],
        ["EWMA", percent(row.ewma)],
        ["returns used", row.observations],
        ["of them partly proxied", row.proxied],
      ],
    };
  },
};

const correlations: View = {
  name: "correlations",
  about: "pairwise correlations of the listed holdings, 90 and 252 sessions",
  async load(context, portfolioId, asOf) {
    const windows = await Promise.all(
      CORRELATION_WINDOWS.map(async (window) => ({
        window,
        found: await readCorrelations(context, portfolioId, window, asOf),
      })),
    );
    const [short, long] = windows.map(({ found }) => found);
    if (short === null || short === undefined) return null;
    const { symbols } = short;
    const pairs = symbols.flatMap((first, j) =>
      symbols.slice(j + 1).map((second, offset) => {
        const pair = pairIndex(j + 1 + offset, j);
        return [first, second, decimals(short.rho[pair] ?? null), decimals(long?.rho[pair] ?? null)];
      }),
    );
    return {
      asOf: short.asOf,
      data: {
        windows: windows.flatMap(({ window, found }) =>
          found === null
            ? []
            : [
                {
                  window,
                  symbols: found.symbols,
                  averageCorrelation: found.average,
                  // The lower triangle without the diagonal, row by row.
                  rho: found.rho,
                  observations: found.observations,
                },
              ],
        ),
      },
      columns: [
        { title: "symbol" },
        { title: "with" },
        { title: "90", right: true },
        { title: "252", right: true },
      ],
      rows: [["average", null, decimals(short.average), decimals(long?.average ?? null)], ...pairs],
    };
  },
};

export const riskViews: readonly View[] = [stress, correlations, volatility];
