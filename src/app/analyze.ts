import { HISTORY_SESSIONS } from "#batch/history-sessions.ts";
import { historyStart } from "#batch/history-start.ts";
import type { PlainDate } from "#core/dates/plain-date.ts";
import { createTradingCalendar, newYorkTime, type TradingCalendar } from "#core/dates/trading-calendar.ts";
import type { Finding } from "#core/errors/finding.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { BILL_YIELD_SYMBOL, FACTOR_PROXIES } from "#core/factors/factor-table.ts";
import type { ImportIssue } from "#core/import/import-issue.ts";
import { validatePortfolioFields } from "#core/import/validate-portfolio-fields.ts";
import { heldSymbols, type PortfolioFacts } from "#core/instruments/position.ts";
import { fromFloat } from "#core/money/decimal.ts";
import { type Analysis, analyze, firstEntryOrdinal } from "#core/pipeline/analyze.ts";
import type { Valuation } from "#core/valuation/valuation.ts";
import { type ValuationOptions, valuePortfolio } from "#core/valuation/value-portfolio.ts";
import { createFilesProvider } from "#providers/files/files-provider.ts";
import { marketFacts, readMarketFiles } from "./market-from-files.ts";
import { readFlowsFile } from "./read-flows-file.ts";
import { readImport } from "./read-import.ts";
import { readUpload } from "./read-upload.ts";

export interface AnalyzeRequest {
  readonly positionsFile: string;
  readonly pricesDir: string;
  /** NAV in USD just before the first entries, or at `equityAsOf`'s close. */
  readonly equity: string;
  readonly equityAsOf: PlainDate | null;
  readonly flowsFile: string | null;
  readonly dividendsFile: string | null;
  /** Last session analysed; null: the last one with a price. */
  readonly asOf: PlainDate | null;
  /** "Now" of the market. */
  readonly now: Date;
  readonly signal: AbortSignal;
}

export type AnalyzeOutcome =
  | { readonly outcome: "rejected"; readonly errors: readonly ImportIssue[] }
  | {
      readonly outcome: "analyzed";
      readonly analysis: Analysis;
      readonly calendar: TradingCalendar;
      readonly asOf: PlainDate;
      /** Of the files, the ledger and the estimates. */
      readonly findings: readonly Finding[];
    };

/**
 * Analyses a positions file with price files, in memory. The result is that of importing the file and running the
 * batch on the evening of the as-of session: positions are taken as stated on that date. Throws VALIDATION where
 * there is nothing to analyse, PROVIDER_BAD_DATA and PROVIDER_UNAVAILABLE for unusable price files.
 */
export async function analyzeFiles(request: AnalyzeRequest): Promise<AnalyzeOutcome> {
  const calendar = createTradingCalendar();
  const lastCompleted = calendar.lastCompleted(request.now);
  const stated = await readFacts(request, calendar, lastCompleted);
  if ("errors" in stated) return { outcome: "rejected", errors: stated.errors };
  const last = request.asOf === null ? null : sessionUpTo(request.asOf, calendar, lastCompleted);
  const { facts, warnings } = stated;
  const symbols = marketSymbols(facts);
  const firstOrdinal = firstEntryOrdinal(facts, calendar);
  const fromOrdinal = firstOrdinal - HISTORY_SESSIONS;
  const provider = createFilesProvider({
    directory: request.pricesDir,
    calendar,
    ...(request.dividendsFile === null ? {} : { dividendsFile: request.dividendsFile }),
  });
  const equitySession = statedSession(facts, calendar);
  const rangeOf = (symbol: string) => ({
    from: historyStart(symbol, firstOrdinal, calendar),
    to: last === null ? lastCompleted : later(last, equitySession),
  });
  const files = await readMarketFiles(provider, symbols, rangeOf, request.signal);
  const asOf = last ?? files.lastSession;
  if (asOf === null)
    throw new SigmaSightError("VALIDATION", `${request.pricesDir} has no prices of what is held`, {
      hint: "Check --prices, or give --as-of to value everything at its entry price.",
    });
  const toOrdinal = calendar.ordinal(asOf);
  if (firstEntryOrdinal(facts, calendar) > toOrdinal)
    throw new SigmaSightError("VALIDATION", `no position is entered by ${asOf}`);
  const options: ValuationOptions = {
    providerGivesRaw: (symbol) => (files.histories.get(symbol)?.closesAre ?? "raw") === "raw",
  };
  const market = (to: number) => marketFacts(files, symbols, calendar, fromOrdinal, to);
  let known = statedOn(facts, asOf);
  if (equitySession !== null && equitySession > asOf && equitySession <= (files.lastSession ?? asOf)) {
    const ordinal = calendar.ordinal(equitySession);
    known = fromOpening(known, valuePortfolio(known, market(ordinal), calendar, ordinal, options));
  }
  const analysis = analyze(known, market(toOrdinal), calendar, toOrdinal, options);
  const findings = [...warnings, ...files.findings, ...analysis.findings];
  return { outcome: "analyzed", analysis, calendar, asOf, findings };
}

/** The positions, equity and flows as one portfolio, or every error in them. */
async function readFacts(
  request: AnalyzeRequest,
  calendar: TradingCalendar,
  lastSession: PlainDate,
): Promise<
  | { readonly facts: PortfolioFacts; readonly warnings: readonly Finding[] }
  | { readonly errors: readonly ImportIssue[] }
> {
  const upload = await readUpload(request.positionsFile);
  const now = () => request.now;
  const imported = readImport({ calendar, businessNow: now }, upload, undefined, null);
  const { fields, errors } = validatePortfolioFields(
    {
      portfolio_name: upload.name,
      account_name: upload.name.slice(0, 100),
      account_type: "other",
      equity_balance: request.equity,
      equity_as_of: request.equityAsOf,
    },
    { today: newYorkTime(request.now).date, lastSession, calendar },
  );
  if (fields === null || imported.errors.length > 0) return { errors: [...errors, ...imported.errors] };
  const flows = request.flowsFile === null ? [] : await readFlowsFile(request.flowsFile);
  const facts: PortfolioFacts = {
    id: "portfolio",
    equityBalance: fields.equityBalance,
    equityAsOf: fields.equityAsOf,
    positions: imported.positions.map(({ line, ...position }) => ({
      ...position,
      id: `line-${line}`,
      basisDate: lastSession,
    })),
    flows,
  };
  const warnings = imported.warnings.map(({ code, row, message }) => ({
    code: code as Finding["code"],
    severity: "warning" as const,
    subject: row === null ? facts.id : `line-${row}`,
    message,
  }));
  return { facts, warnings };
}

/** The session whose close the equity is stated for; null where it is that before the first entry. */
function statedSession({ equityAsOf }: PortfolioFacts, calendar: TradingCalendar): PlainDate | null {
  return equityAsOf === null ? null : calendar.session(calendar.ordinalOnOrBefore(equityAsOf));
}

function later(session: PlainDate, other: PlainDate | null): PlainDate {
  return other === null || other < session ? session : other;
}

/**
 * The same facts with the equity before the first entry, which follows from a later statement: nothing else of the
 * sessions after the last one analysed counts.
 */
function fromOpening(facts: PortfolioFacts, { openingEquity }: Valuation): PortfolioFacts {
  return { ...facts, equityBalance: fromFloat(openingEquity), equityAsOf: null };
}

function statedOn(facts: PortfolioFacts, basisDate: PlainDate): PortfolioFacts {
  return { ...facts, positions: facts.positions.map((position) => ({ ...position, basisDate })) };
}

function sessionUpTo(date: PlainDate, calendar: TradingCalendar, lastCompleted: PlainDate): PlainDate {
  const session = calendar.session(calendar.ordinalOnOrBefore(date));
  if (session <= lastCompleted) return session;
  throw new SigmaSightError(
    "VALIDATION",
    `${date} is not complete yet; the last completed session is ${lastCompleted}`,
  );
}

/** Symbols with prices that the results need: those of the lots, factor proxies, the bill. Sorted. */
export function marketSymbols(facts: PortfolioFacts): readonly string[] {
  return [...new Set([...heldSymbols(facts), ...FACTOR_PROXIES, BILL_YIELD_SYMBOL])].sort();
}
