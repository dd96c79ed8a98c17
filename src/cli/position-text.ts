import { toFloat } from "#core/money/decimal.ts";
import type { ValuedPositionRow } from "#db/stores/position-store.ts";
import type { Cli } from "./cli.ts";
import { decimals, money, percent, printTable } from "./output.ts";
import { shortId } from "./run-progress.ts";

/** A lot with the API's names. */
export function positionJson(position: ValuedPositionRow): object {
  const { quantity, entryPrice, exitPrice, mark, option, ...row } = position;
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
