import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type AnalyzeOutcome, analyzeFiles, marketSymbols } from "#app/analyze.ts";
import { marketFacts } from "#app/market-from-files.ts";
import { parsePositionsFile } from "#app/parse-positions-file.ts";
import type { PlainDate } from "#core/dates/plain-date.ts";
import { validatePositions } from "#core/import/validate-positions.ts";
import type { PortfolioFacts } from "#core/instruments/position.ts";
import { type Analysis, analyze, firstEntryOrdinal } from "#core/pipeline/analyze.ts";
import type { CompanyProfile } from "#core/prices/market-facts.ts";
import { heldOptionAt } from "#core/valuation/held-option-at.ts";
import { type LotPath, PRICE_SOURCE } from "#core/valuation/valuation.ts";
import type { History } from "#providers/provider.ts";
import { createSyntheticProvider } from "#providers/synthetic/synthetic-provider.ts";
import { calendar, csvRows } from "#test/golden/valuation/facts.ts";
import { hasSharedData, sharedPath } from "#test/support/shared-data.ts";
import { compareWith } from "#test/support/worst-error.ts";

const OWN = path.join(import.meta.dirname, "portfolio.csv");

/** The positions of a file in the made-up market, which prices no option and knows no NOPRC. */
async function analyzed(file: string, equity: string, asOf: PlainDate): Promise<Analysis> {
  const parsed = parsePositionsFile(readFileSync(file), path.basename(file));
  const { positions, errors } = validatePositions(parsed, {
    today: "2026-01-08",
    calendar,
    historyFrom: null,
  });
  expect(errors).toEqual([]);
  const facts: PortfolioFacts = {
    id: "portfolio",
    equityBalance: equity,
    equityAsOf: null,
    flows: [],
    positions: positions.map(({ line, ...position }) => ({
      ...position,
      id: `line-${line}`,
      basisDate: asOf,
    })),
  };
  const provider = createSyntheticProvider({ calendar, missing: ["NOPRC"] });
  const signal = new AbortController().signal;
  const from = firstEntryOrdinal(facts, calendar) - 840;
  const histories = new Map<string, History>();
  const profiles = new Map<string, CompanyProfile>();
  const symbols = marketSymbols(facts);
  for (const symbol of symbols) {
    const range = { from: calendar.session(from), to: asOf };
    const history = await provider.fetchHistory({ symbol, ...range }, signal);
    if (history.kind === "history") histories.set(symbol, history);
    const answer = await provider.fetchProfile?.(symbol, signal);
    if (answer?.kind === "profile") profiles.set(symbol, answer.profile);
  }
  const to = calendar.ordinal(asOf);
  const files = { histories, profiles, findings: [], lastSession: asOf };
  return analyze(facts, marketFacts(files, symbols, calendar, from, to), calendar, to);
}

function optionLots({ valuation }: Analysis): readonly LotPath[] {
  return valuation.lots.filter(({ kind }) => kind === "option");
}

/** What each lot is priced by at the last session, by symbol. */
function lastSources({ valuation }: Analysis): Readonly<Record<string, string>> {
  const names = new Map(Object.entries(PRICE_SOURCE).map(([name, code]) => [code as number, name]));
  return Object.fromEntries(
    valuation.lots.map(({ position, source }) => [position.symbol, names.get(source.at(-1)!)!]),
  );
}

function codesOf({ findings }: Analysis, code: string): readonly string[] {
  return findings.filter((finding) => finding.code === code).map(({ subject }) => subject);
}

/** What holds of any book with options. */
function checkLaws(analysis: Analysis): void {
  const { valuation } = analysis;
  for (const lot of optionLots(analysis)) {
    const { option } = lot;
    if (option === null || option.volatilitySource === "none") continue;
    for (const [i, underlying] of option.underlyingPrice.entries()) {
      const t = option.firstOrdinal + i - valuation.firstOrdinal;
      // A call is worth less than its share, a put less than its strike: never a hundred of either.
      expect(lot.price[t]).toBeLessThan(option.terms.type === "CALL" ? underlying : option.strike[i]!);
      const held = heldOptionAt(valuation, lot, option.firstOrdinal + i)!;
      const isLong = held.quantity > 0 === (option.terms.type === "CALL");
      expect(Math.sign(held.deltaExposure)).toBe(isLong ? 1 : -1);
      expect(Math.abs(held.greeks.delta)).toBeLessThanOrEqual(1);
    }
  }
  const fitted = optionLots(analysis).filter(({ option }) => option?.volatilitySource === "entryPrice");
  for (const { option, price, entry } of fitted)
    expect(price[option!.firstOrdinal - valuation.firstOrdinal]).toBeCloseTo(entry!.price, 9);
  for (let t = 1; t < valuation.sessionCount; t++) {
    const unrealised = valuation.unrealizedPnl[t]! - valuation.unrealizedPnl[t - 1]!;
    const parts = unrealised + valuation.realizedPnl[t]! + valuation.dividends[t]!;
    expect(Math.abs(valuation.dailyPnl[t]! - parts)).toBeLessThan(1e-6);
  }
}

/** Weight of a symbol as risk sees it, from lots and Greeks alone. */
function expectWeight(analysis: Analysis, symbol: string): void {
  const { valuation, holdings, lastOrdinal } = analysis;
  let value = 0;
  for (const lot of valuation.lots) {
    if (lot.position.symbol === symbol) value += lot.marketValue.at(-1)!;
    const held = heldOptionAt(valuation, lot, lastOrdinal);
    if (held?.underlying === symbol) value += held.deltaExposure;
  }
  const weight = holdings.weights[holdings.symbols.indexOf(symbol)]!;
  expect(weight).toBeCloseTo(value / valuation.nav.at(-1)!, 12);
}

describe("a book of options in every notation", () => {
  let analysis: Analysis;

  beforeAll(async () => {
    analysis = await analyzed(OWN, "250000", "2024-02-29");
  });

  test("becomes canonical symbols, and what has a price of its underlying is modelled", () => {
    expect(lastSources(analysis)).toEqual({
      GARAGE: "entry",
      AAPL: "close",
      SPY240315C00450000: "modelled",
      DIA240816P00395000: "modelled",
      AAPL240315C00160000: "modelled",
      TSLA240816P00250000: "modelled",
      IWM240621P00200000: "modelled",
      NOPRC240621C00010000: "entry",
      QQQ250117C00480000: "modelled",
      SHOP241220C00500000: "modelled",
      SPY251219C00520000: "modelled",
    });
  });

  test("obeys what no book of options may break", () => {
    checkLaws(analysis);
  });

  test("says what is modelled and what has no price", () => {
    expect(codesOf(analysis, "MODELLED_PRICE")).toHaveLength(8);
    expect(codesOf(analysis, "NO_PRICE")).toEqual(["GARAGE", "NOPRC240621C00010000"]);
    expect(codesOf(analysis, "NO_RISK_FREE")).toEqual([]);
  });

  test("nets a covered call with its shares, and keeps the option without a delta by its premium", () => {
    expectWeight(analysis, "AAPL");
    expect(analysis.holdings.options).toHaveLength(8);
    const { holdings } = analysis;
    const premium = holdings.symbols.indexOf("NOPRC240621C00010000");
    expect([holdings.kinds[premium], holdings.marketValues[premium]]).toEqual(["option", 3000]);
    expect(holdings.symbols).not.toContain("AAPL240315C00160000");
  });

  test("shows its gross exposure by delta beside the one by premium", () => {
    const { concentration } = analysis.concentration.at(-1)!;
    expect(concentration.delta_gross_exposure).toBeGreaterThan(2 * concentration.gross_exposure);
    const { delta_long_exposure: long, delta_short_exposure: short } = concentration;
    expect(concentration.delta_net_exposure).toBeCloseTo(long + short, 12);
  });
});

// The reference portfolio lies beside the project.
describe.skipIf(!hasSharedData)("options-and-private (needs shared data)", () => {
  const file = sharedPath("portfolios", "options-and-private.csv");

  test("has every line valued while its options live", async () => {
    const analysis = await analyzed(file, "250000", "2024-02-29");
    expect(lastSources(analysis)).toEqual({
      AAPL: "close",
      SPY: "close",
      SHOP: "close",
      SPY240315C00450000: "modelled",
      AAPL240315P00160000: "modelled",
      DIA240816C00395000: "modelled",
      TSLA240816P00250000: "modelled",
      SPAXX: "cash",
      TSLA: "notHeld",
      MSFT: "close",
      CORP_BOND_2025: "close",
      VFIAX: "close",
      PRIVATE_FUND_A: "entry",
    });
    checkLaws(analysis);
    expect(codesOf(analysis, "MODELLED_PRICE")).toHaveLength(4);
    expect(codesOf(analysis, "NO_PRICE")).toEqual(["PRIVATE_FUND_A"]);
    for (const symbol of ["SPY", "AAPL", "DIA", "TSLA"]) expectWeight(analysis, symbol);
    for (const { direct } of analysis.stress.results) expect(Number.isFinite(direct.pnl)).toBe(true);
  });

  test("has its options settled once they expired", async () => {
    const analysis = await analyzed(file, "250000", "2024-09-30");
    const { valuation } = analysis;
    for (const lot of optionLots(analysis)) {
      expect(lot.closing).toMatchObject({
        by: "settlement",
        ordinal: calendar.ordinal(lot.position.option!.expiration),
      });
      expect(lot.source.at(-1)).toBe(PRICE_SOURCE.notHeld);
    }
    checkLaws(analysis);
    expect(analysis.holdings.options).toEqual([]);
    expect(Number.isFinite(valuation.nav.at(-1)!)).toBe(true);
  });
});

describe.skipIf(!hasSharedData)("options on real prices and bill yields (needs shared data)", () => {
  let outcome: AnalyzeOutcome & { readonly outcome: "analyzed" };

  beforeAll(async () => {
    const result = await analyzeFiles({
      positionsFile: OWN,
      pricesDir: sharedPath("data", "etf"),
      equity: "250000",
      equityAsOf: null,
      flowsFile: null,
      dividendsFile: null,
      asOf: "2024-06-28",
      now: new Date("2026-01-08T22:00:00Z"),
      signal: new AbortController().signal,
    });
    if (result.outcome === "rejected")
      throw new Error(result.errors.map(({ message }) => message).join("\n"));
    outcome = result;
  });

  const rows = csvRows(readFileSync(path.join(import.meta.dirname, "real.csv"), "utf8"));

  test.each([
    ["price", 1e-9],
    ["volatility", 1e-9],
    ["rate", 1e-13],
    ["dividend_yield", 1e-13],
    ["delta", 1e-9],
  ] as const)("%s is SciPy's on every session", (column, tolerance) => {
    const compared = compareWith({
      quantity: `${column} of options on real ETFs`,
      reference: "SciPy 1.17",
      kind: "absolute",
      tolerance,
    });
    const { valuation } = outcome.analysis;
    for (const row of rows) {
      const lot = valuation.lots.find(({ position }) => position.symbol === row.symbol)!;
      const ordinal = calendar.ordinal(row.session!);
      const { state, greeks } = heldOptionAt(valuation, lot, ordinal)!;
      const actual = {
        price: lot.price[ordinal - valuation.firstOrdinal]!,
        volatility: state.volatility,
        rate: state.rate,
        dividend_yield: state.dividendYield,
        delta: greeks.delta,
      };
      compared.add(actual[column], Number(row[column]));
    }
    compared.end();
  });

  test("what has no price file stays at its premium, with a finding", () => {
    const sources = lastSources(outcome.analysis);
    for (const symbol of ["DIA240816P00395000", "TSLA240816P00250000", "SHOP241220C00500000"])
      expect([symbol, sources[symbol]]).toEqual([symbol, "entry"]);
    expect(outcome.findings.map(({ code }) => code)).toContain("NO_PRICE");
    expect(outcome.findings.map(({ code }) => code)).not.toContain("NO_RISK_FREE");
  });
});
