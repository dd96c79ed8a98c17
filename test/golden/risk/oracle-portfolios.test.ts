import { beforeAll, describe, expect, it } from "vitest";
import { type ConcentrationColumn, concentration } from "#core/risk/concentration.ts";
import { EXPOSURE_FACTORS } from "#core/risk/exposure-columns.ts";
import { prepareExposures } from "#core/risk/exposure-context.ts";
import { portfolioExposuresAt } from "#core/risk/portfolio-exposures.ts";
import { type LotValue, netLots, type SymbolWeights } from "#core/risk/symbol-weights.ts";
import { hasSharedData } from "#test/support/shared-data.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { loadingBlock, riskInputs } from "./market.ts";
import { oracleReturns, oracleRows, oracleText } from "./oracle.ts";

interface OraclePortfolio {
  readonly id: string;
  readonly positions: readonly {
    readonly symbol: string;
    readonly quantity: number;
    readonly entry_date: string;
    readonly exit_date: string | null;
  }[];
}

interface FactorRisk {
  readonly symbols: readonly string[];
  readonly betas: readonly (readonly number[])[];
  readonly portfolio_factor_exposure: readonly number[];
}

interface PortfolioStats {
  readonly last_weights_mv_over_nav: Readonly<Record<string, number>>;
  readonly factor_risk: FactorRisk;
}

const IDS = ["P1_long_only", "P2_long_short", "P3_flows"];

let portfolios: readonly OraclePortfolio[];
let stats: Readonly<Record<string, PortfolioStats>>;
let closes: ReadonlyMap<string, number>;

beforeAll(() => {
  if (!hasSharedData) return;
  portfolios = JSON.parse(oracleText("synthetic", "portfolios.json"));
  stats = JSON.parse(oracleText("synthetic", "portfolio_stats.json"));
  closes = new Map(
    oracleRows("synthetic", "prices.csv").map((row) => [`${row.date}/${row.symbol}`, Number(row.close)]),
  );
});

function holdingsOn(portfolio: OraclePortfolio, date: string, nav: number): SymbolWeights {
  const lots = portfolio.positions
    .filter((lot) => lot.entry_date <= date && (lot.exit_date === null || date < lot.exit_date))
    .map(({ symbol, quantity }): LotValue => {
      return {
        symbol,
        kind: "market",
        marketValue: quantity * closes.get(`${date}/${symbol}`)!,
        priced: true,
      };
    });
  return netLots(lots, nav);
}

function compare(quantity: string, tolerance = 1e-12) {
  return compareWith({ quantity, reference: "pandas/NumPy (oracle)", kind: "relative", tolerance });
}

// Needs the oracle's files beside the project.
describe.skipIf(!hasSharedData).each(IDS)("oracle portfolio %s", (id) => {
  let days: ReturnType<typeof oracleRows>;
  let holdings: readonly SymbolWeights[];

  beforeAll(() => {
    const portfolio = portfolios.find((candidate) => candidate.id === id)!;
    days = oracleRows("synthetic", `portfolio_${id}.csv`);
    holdings = days.map((day) => holdingsOn(portfolio, day.date!, Number(day.nav)));
  });

  it.each([
    ["hhi", "hhi", "HHI"],
    ["effective_positions", "eff_n", "effective positions"],
    ["top_3", "top3", "share of the top 3"],
    ["top_10", "top10", "share of the top 10"],
    ["positions", "n_symbols", "number of positions"],
  ] satisfies [ConcentrationColumn, string, string][])(
    "has the oracle's %s on every session",
    (column, answer, quantity) => {
      const comparison = compare(quantity);
      for (const [d, day] of days.entries())
        comparison.add(concentration(holdings[d]!)[column], Number(day[answer]));
      comparison.end();
    },
  );

  it("has the oracle's gross and net exposure over NAV on every session", () => {
    const net = compare("net exposure over NAV");
    const gross = compare("gross exposure over NAV");
    for (const [d, day] of days.entries()) {
      const result = concentration(holdings[d]!);
      net.add(result.net_exposure, Number(day.net) / Number(day.nav));
      gross.add(result.gross_exposure, Number(day.gross) / Number(day.nav));
    }
    net.end();
    gross.end();
  });

  it("has the oracle's weights on the last session", () => {
    const { symbols, weights } = holdings.at(-1)!;
    const expected = stats[id]!.last_weights_mv_over_nav;
    expect([...symbols].sort()).toEqual(Object.keys(expected).sort());
    const weight = compare("weight");
    for (const [i, symbol] of symbols.entries()) weight.add(weights[i]!, expected[symbol]!);
    weight.end();
  });

  it("has the oracle's seven factor exposures", () => {
    const risk = stats[id]!.factor_risk;
    const { returns } = oracleReturns("synthetic");
    const last = returns.firstOrdinal + returns.sessionCount - 1;
    const table = Object.fromEntries(risk.symbols.map((symbol, i) => [symbol, { joint: risk.betas[i]! }]));
    const context = prepareExposures(riskInputs(returns, loadingBlock(table, last, 1)), last, last);
    const row = portfolioExposuresAt(holdings.at(-1)!, context, last);
    const joint = EXPOSURE_FACTORS.filter(({ factor }) => factor.model === "joint");
    const exposure = compare("exposure, without gaps", 1e-9);
    for (const [k, { index }] of joint.entries())
      exposure.add(row[index]!, risk.portfolio_factor_exposure[k]!, 1e-3);
    exposure.end();
  });
});
