import type { Answer } from "@/api/api-query.ts";

type Matrix = Answer<"/api/v1/admin/batch/matrix">;
export type MatrixPortfolio = Matrix["portfolios"][number];
type MatrixPhase = MatrixPortfolio["phases"][number];

/** Neighbouring sessions of one state, by their place in the range. */
interface Stretch {
  readonly first: number;
  readonly length: number;
}

interface PhaseCells {
  readonly phase: string;
  readonly done: readonly Stretch[];
  readonly missing: readonly Stretch[];
}

/** Where a phase's sessions lie among those of the range. */
export function phaseCells(sessions: readonly string[], { phase, done, missing }: MatrixPhase): PhaseCells {
  const place = new Map(sessions.map((session, index) => [session, index]));
  const doneStretches = done.flatMap(({ from, to }) => {
    const [first, last] = [place.get(from), place.get(to)];
    return first === undefined || last === undefined ? [] : [{ first, length: last - first + 1 }];
  });
  const absent = missing.flatMap((session) => place.get(session) ?? []);
  return { phase, done: doneStretches, missing: stretches(absent) };
}

/** Ascending places, neighbours joined. */
export function stretches(places: readonly number[]): readonly Stretch[] {
  const joined: { first: number; length: number }[] = [];
  for (const place of places) {
    const last = joined.at(-1);
    if (last !== undefined && last.first + last.length === place) last.length++;
    else joined.push({ first: place, length: 1 });
  }
  return joined;
}

/** Pixels; the gap to the next cell is part of the size. */
interface CellSize {
  readonly size: number;
  readonly gap: number;
  readonly height: number;
}

/** The rectangles of stretches in a row, as an SVG path: one element, however many cells; smaller by `inset` all round. */
export function cellPath(of: readonly Stretch[], { size, gap, height }: CellSize, inset = 0): string {
  const width = size - gap - 2 * inset;
  if (width <= 0) return "";
  return of
    .flatMap(({ first, length }) => Array.from({ length }, (_, index) => first + index))
    .map((place) => `M${place * size + inset} ${inset}h${width}v${height - 2 * inset}h${-width}z`)
    .join("");
}

/** The first and last session that some phase of the portfolio misses; null: none does. */
export function missingRange(
  portfolio: Pick<MatrixPortfolio, "phases">,
): { readonly from: string; readonly to: string; readonly sessions: number } | null {
  const all = [...new Set(portfolio.phases.flatMap(({ missing }) => missing))].sort();
  const [from, to] = [all[0], all.at(-1)];
  return from === undefined || to === undefined ? null : { from, to, sessions: all.length };
}

/** How complete the range is, in a sentence. */
export function completionSummary(
  { portfolios }: Pick<Matrix, "portfolios">,
  format: (number: number, noun: string) => string,
): string {
  const lacking = portfolios.filter((portfolio) => missingRange(portfolio) !== null);
  if (portfolios.length === 0) return "There is no portfolio yet.";
  if (lacking.length === 0)
    return `All ${format(portfolios.length, "portfolio")} complete: every phase has every session of the range.`;
  return `${lacking.length} of ${format(portfolios.length, "portfolio")} incomplete: ${lacking
    .slice(0, 3)
    .map(({ portfolio_name: name }) => name)
    .join(", ")}${lacking.length > 3 ? " and others" : ""}.`;
}

/** Portfolios that miss something first. */
export function incompleteFirst(portfolios: readonly MatrixPortfolio[]): readonly MatrixPortfolio[] {
  const missing = (portfolio: MatrixPortfolio) => missingRange(portfolio)?.sessions ?? 0;
  return portfolios.toSorted(
    (a, b) => missing(b) - missing(a) || a.portfolio_name.localeCompare(b.portfolio_name, "en"),
  );
}
