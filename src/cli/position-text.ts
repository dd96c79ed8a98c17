import { toFloat } from "#core/money/decimal.ts";
import { greeksPerUnit, type PositionGreeks } from "#core/options/position-greeks.ts";
import type { ValuedPositionRow } from "#db/stores/position-store.ts";
import type { Cli } from "./cli.ts";
import { decimals, money, percent, printLine, printTable } from "./output.ts";
import { shortId } from "./run-progress.ts";

/** A lot with the API's names. */
export function positionJson(position: ValuedPositionRow): object {
  const { quantity, entryPrice, exitPrice, mark, option, greeks, ...row } = position;
  return {
    ...row,
    quantity: toFloat(quantity),
    entryPrice: numberOf(entryPrice),
    exitPrice: numberOf(exitPrice),
    mark: numberOf(mark),
    underlyingSymbol: option?.underlying ?? null,
    strikePrice: numberOf(option?.strike ?? null),
    expirationDate: option?.expiration ?? null,
    optionType: option?.type ?? null,
    greeks: greeks === null ? null : { ...greeks, ...greeksPerUnit(greeks) },
  };
}

/** Lots as a table for people. */
export function printPositions(cli: Cli, rows: readonly ValuedPositionRow[]): void {
  printTable(
    cli,
    [
      { title: "position" },
      { title: "symbol" },
      { title: "sector" },
      { title: "entered" },
      { title: "exited" },
      { title: "quantity", right: true },
      { title: "price", right: true },
      { title: "from" },
      { title: "value, USD", right: true },
      { title: "weight", right: true },
      { title: "unrealised", right: true },
    ],
    rows.map((row) => [
      shortId(row.id),
      row.symbol,
      row.sector,
      row.entryDate,
      row.exitDate,
      row.heldQuantity ?? row.quantity,
      decimals(row.price),
      row.priceSource,
      money(row.marketValue),
      percent(row.weight),
      money(row.unrealizedPnl),
    ]),
  );
  const options = rows.flatMap(({ id, symbol, greeks }) => (greeks === null ? [] : [{ id, symbol, greeks }]));
  if (options.length > 0) {
    printLine(cli, "");
    printGreeks(cli, options);
  }
}

/** Of one unit of each option, but for the delta exposure, which is the lot's. */
function printGreeks(
  cli: Cli,
  options: readonly { readonly id: string; readonly symbol: string; readonly greeks: PositionGreeks }[],
): void {
  printTable(
    cli,
    [
      { title: "position" },
      { title: "option" },
      { title: "underlying", right: true },
      { title: "volatility", right: true },
      { title: "delta", right: true },
      { title: "gamma", right: true },
      { title: "vega/point", right: true },
      { title: "theta/day", right: true },
      { title: "rho/point", right: true },
      { title: "delta exposure, USD", right: true },
    ],
    options.map(({ id, symbol, greeks }) => {
      const { vegaPerPoint, thetaPerDay, rhoPerPoint } = greeksPerUnit(greeks);
      return [
        shortId(id),
        symbol,
        decimals(greeks.underlyingPrice),
        percent(greeks.impliedVolatility),
        decimals(greeks.delta, 3),
        decimals(greeks.gamma, 4),
        decimals(vegaPerPoint, 3),
        decimals(thetaPerDay, 3),
        decimals(rhoPerPoint, 3),
        money(greeks.deltaExposure),
      ];
    }),
  );
}

/** A stored lot in a few words; enough to add it again. */
export function positionLine(row: ValuedPositionRow): string {
  const price = row.entryPrice === null ? "unknown cost" : `at ${row.entryPrice} USD`;
  const exit = row.exitDate === null ? "" : `, sold ${row.exitDate} at ${row.exitPrice} USD`;
  const mark = row.mark === null ? "" : `, marked ${row.mark} USD on ${row.markDate}`;
  return `${row.quantity} ${row.symbol} of ${row.entryDate} ${price}${exit}${mark}`;
}

function numberOf(decimal: string | null): number | null {
  return decimal === null ? null : toFloat(decimal);
}
