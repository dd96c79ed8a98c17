import { type InvestmentClass, multiplierOf, type PositionFact } from "#core/instruments/position.ts";
import { addDecimals, type Decimal, multiplyDecimals, negateDecimal, signOf } from "#core/money/decimal.ts";

/** A position as a file states it, not yet stored or dated; `line` is where it starts in the file. */
export interface ImportedPosition extends Omit<PositionFact, "id" | "basisDate"> {
  readonly line: number;
}

/** What a preview sums up. Money is exact, in USD, at entry prices, of the open lots whose cost is known. */
export interface ImportTotals {
  readonly positions: number;
  readonly byClass: Readonly<Record<InvestmentClass, number>>;
  readonly longPositions: number;
  readonly shortPositions: number;
  readonly closedPositions: number;
  readonly costUnknownPositions: number;
  /** Σ quantity · entry price · multiplier of the open long lots. */
  readonly longCost: Decimal;
  /** The same of the open short lots, as a positive amount. */
  readonly shortCost: Decimal;
}

export function importTotals(positions: readonly ImportedPosition[]): ImportTotals {
  const byClass = { PUBLIC: 0, OPTIONS: 0, PRIVATE: 0 };
  let longCost: Decimal = "0";
  let shortCost: Decimal = "0";
  for (const position of positions) {
    byClass[position.investmentClass] += 1;
    if (position.exitDate !== null || position.entryPrice === null) continue;
    const cost = multiplyDecimals(
      multiplyDecimals(position.quantity, position.entryPrice),
      String(multiplierOf(position)),
    );
    if (signOf(cost) > 0) longCost = addDecimals(longCost, cost);
    else shortCost = addDecimals(shortCost, negateDecimal(cost));
  }
  return {
    positions: positions.length,
    byClass,
    longPositions: positions.filter(({ quantity }) => signOf(quantity) > 0).length,
    shortPositions: positions.filter(({ quantity }) => signOf(quantity) < 0).length,
    closedPositions: positions.filter(({ exitDate }) => exitDate !== null).length,
    costUnknownPositions: positions.filter(({ entryPrice }) => entryPrice === null).length,
    longCost,
    shortCost,
  };
}
