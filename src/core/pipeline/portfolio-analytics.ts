import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { Finding } from "#core/errors/finding.ts";
import { parseOccSymbol } from "#core/instruments/occ-symbol.ts";
import type { CompanyProfile } from "#core/prices/market-facts.ts";
import { type Concentration, concentration } from "#core/risk/concentration.ts";
import { CORRELATION_WINDOWS, type CorrelationMatrix, correlationMatrix } from "#core/risk/correlation.ts";
import { EXPOSURE_WIDTH, type ExposureBlock } from "#core/risk/exposure-columns.ts";
import { exposureFindings } from "#core/risk/exposure-report.ts";
import { type BookHoldings, type FactorBook, factorBook } from "#core/risk/factor-book.ts";
import { portfolioExposures } from "#core/risk/portfolio-exposures.ts";
import {
  missingHistoryFindings,
  portfolioVolatility,
  VOLATILITY_WIDTH,
  type VolatilityBlock,
  volatilityFindings,
} from "#core/risk/portfolio-volatility.ts";
import {
  type ModelRisk,
  modelRisk,
  type RiskDecomposition,
  riskDecomposition,
} from "#core/risk/risk-decomposition.ts";
import { type SectorExposure, sectorExposure, sharesBySymbol } from "#core/risk/sector-exposure.ts";
import { hasMarketReturns, type RiskHoldings, type SymbolWeights } from "#core/risk/symbol-weights.ts";
import { type ScenarioMoves, type ShockStress, shockStress } from "#core/scenarios/scenario-moves.ts";
import type { NoEstimate } from "#core/stats/no-estimate.ts";
import { loadingFindings } from "./loading-findings.ts";
import { proFormaInputs, type RiskContext } from "./risk-context.ts";
import { stalePricingFindings } from "./stale-pricing-findings.ts";

/** Holdings of consecutive sessions: element d is the session `firstOrdinal + d`. */
export interface HoldingsPath {
  readonly firstOrdinal: number;
  readonly sessions: readonly SymbolWeights[];
}

/** Factor exposures of every session, with what their reader should know about the last one. */
export function exposureSeries(
  path: HoldingsPath,
  risk: RiskContext,
  calendar: TradingCalendar,
): { readonly block: ExposureBlock; readonly findings: readonly Finding[] } {
  const block = portfolioExposures(path.sessions, risk.exposures, path.firstOrdinal);
  const last = path.sessions.length - 1;
  if (last < 0) return { block, findings: [] };
  const ordinal = path.firstOrdinal + last;
  const session = calendar.session(ordinal);
  const holdings = path.sessions[last]!;
  const row = block.values.subarray(last * EXPOSURE_WIDTH);
  return {
    block,
    findings: [
      ...exposureFindings(row, holdings, risk.exposures, ordinal, session),
      ...loadingFindings(holdings, risk, ordinal, session),
      ...stalePricingFindings(holdings, risk, ordinal, session),
    ],
  };
}

/** Volatility of every session's holdings over their own past, with what to know about the last one. */
export function volatilitySeries(
  path: HoldingsPath,
  risk: RiskContext,
  calendar: TradingCalendar,
  portfolioId: string,
): { readonly block: VolatilityBlock; readonly findings: readonly Finding[] } {
  const inputs = proFormaInputs(risk);
  const block = portfolioVolatility(path.sessions, inputs, path.firstOrdinal);
  const last = path.sessions.length - 1;
  if (last < 0) return { block, findings: [] };
  const row = block.values.subarray(last * VOLATILITY_WIDTH);
  const ordinal = path.firstOrdinal + last;
  const session = calendar.session(ordinal);
  const portfolio = { id: portfolioId, session };
  return {
    block,
    findings: [
      ...volatilityFindings(row, portfolioId, session),
      ...missingHistoryFindings(row, path.sessions[last]!, inputs, ordinal, portfolio),
    ],
  };
}

/** Concentration and sectors of every session by market value, with the exposures of `risk` beside them. */
export function concentrationSeries(
  path: HoldingsPath,
  risk: readonly RiskHoldings[],
  profiles: ReadonlyMap<string, CompanyProfile>,
): readonly { readonly concentration: Concentration; readonly sectors: readonly SectorExposure[] }[] {
  const sharesOf = sharesBySymbol((symbol) => profiles.get(parseOccSymbol(symbol)?.underlying ?? symbol));
  return path.sessions.map((holdings, t) => ({
    concentration: concentration(holdings, risk[t]!),
    sectors: sectorExposure(holdings, sharesOf),
  }));
}

/** Correlations of the listed holdings of one session, in both windows. */
export function correlationsAt(
  holdings: SymbolWeights,
  risk: Pick<RiskContext, "returns">,
  ordinal: number,
): readonly CorrelationMatrix[] {
  const symbols = holdings.symbols.filter((_, index) => hasMarketReturns(holdings, index));
  return CORRELATION_WINDOWS.map((window) => correlationMatrix(symbols, risk.returns, ordinal, window));
}

/** One session's holdings as the joint model sees them. */
export function bookAt(holdings: BookHoldings, risk: RiskContext, ordinal: number): FactorBook {
  return factorBook(holdings, risk.loadings, risk.exposures.loadingRows, ordinal);
}

/** Where the model risk of one session's holdings comes from. */
export function riskAt(
  holdings: BookHoldings,
  risk: RiskContext,
  ordinal: number,
): RiskDecomposition | NoEstimate {
  return riskDecomposition(bookAt(holdings, risk, ordinal), risk.factorModel(ordinal));
}

/** The model risk of one session's holdings, without where it comes from. */
export function modelRiskAt(
  holdings: BookHoldings,
  risk: RiskContext,
  ordinal: number,
): ModelRisk | NoEstimate {
  return modelRisk(bookAt(holdings, risk, ordinal), risk.factorModel(ordinal));
}

/** A scenario of the table and what it does to a portfolio. */
export interface ScenarioResult extends ScenarioMoves, ShockStress {}

/** Every active scenario applied to one session's holdings. */
export function stressAt(
  holdings: BookHoldings,
  risk: RiskContext,
  ordinal: number,
): { readonly book: FactorBook; readonly results: readonly ScenarioResult[] } {
  const book = bookAt(holdings, risk, ordinal);
  const results = risk.scenarios(ordinal).map((moves) => ({ ...moves, ...shockStress(book, moves) }));
  return { book, results };
}
