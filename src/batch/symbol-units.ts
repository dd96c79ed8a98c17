import type { PlainDate } from "#core/dates/plain-date.ts";
import { parseOccSymbol } from "#core/instruments/occ-symbol.ts";
import type { UnitSpec } from "#engine/phase.ts";

const SYMBOLS_PER_UNIT = 50;

/** Whether a symbol may have a profile and statements: not an index and not an option. */
export function isCompanySymbol(symbol: string): boolean {
  return !symbol.startsWith("^") && parseOccSymbol(symbol) === null;
}

/** Units of symbols for phases whose work has no sessions. */
export function symbolUnits(job: string, symbols: readonly string[], to: PlainDate): readonly UnitSpec[] {
  const units: UnitSpec[] = [];
  for (let first = 0; first < symbols.length; first += SYMBOLS_PER_UNIT) {
    const subjects = symbols.slice(first, first + SYMBOLS_PER_UNIT);
    units.push({ job, subjects, from: to, to, items: subjects.length });
  }
  return units;
}
