"""A plain ledger in exact rational arithmetic: python3 ledger.py POSITIONS.csv PRICES_DIR EQUITY LAST_DATE OUT.csv

Reads the import template and one price file per symbol (Date, Close, Dividends; no splits) and walks day by day
through one dictionary of holdings: dividends to whoever held at the close before, exits, entries, valuation.
Standard library only; written from the conventions in docs/methods/valuation.md, not from the program.
"""

import csv
import sys
from fractions import Fraction
from pathlib import Path


def read_positions(path):
    with open(path, newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return [
            {
                "symbol": row["Symbol"],
                "quantity": Fraction(row["Quantity"]),
                "entry_price": Fraction(row["Entry Price Per Share"]),
                "entry_date": row["Entry Date"],
                "exit_date": row["Exit Date"],
                "exit_price": Fraction(row["Exit Price Per Share"] or 0),
                "cash": row["Investment Subtype"] == "CASH",
            }
            for row in rows
        ]


def read_prices(directory, symbol):
    with open(Path(directory) / f"{symbol}.csv", newline="") as file:
        return {row["Date"]: (Fraction(row["Close"]), Fraction(row["Dividends"] or 0)) for row in csv.DictReader(file)}


def main(positions_path, prices_dir, equity, last_date, out_path):
    lots = read_positions(positions_path)
    prices = {lot["symbol"]: read_prices(prices_dir, lot["symbol"]) for lot in lots if not lot["cash"]}
    start = min(lot["entry_date"] for lot in lots)
    days = sorted({day for rows in prices.values() for day in rows if start <= day <= last_date})

    cash = Fraction(equity)
    nav_before = Fraction(equity)
    held = []
    out = [["session", "nav", "cash", "dividends", "realized_pnl", "daily_pnl"]]
    for day in days:
        dividends = sum((lot["quantity"] * prices[lot["symbol"]][day][1] for lot in held if not lot["cash"]), Fraction(0))
        realized = Fraction(0)
        for lot in [lot for lot in held if lot["exit_date"] == day]:
            held.remove(lot)
            cash += lot["quantity"] * lot["exit_price"]
            realized += lot["quantity"] * (lot["exit_price"] - lot["entry_price"])
        for lot in lots:
            if lot["entry_date"] == day:
                held.append(lot)
                cash -= lot["quantity"] * lot["entry_price"]
        cash += dividends
        value = sum(lot["quantity"] * (1 if lot["cash"] else prices[lot["symbol"]][day][0]) for lot in held)
        nav = cash + value
        numbers = [nav, cash, dividends, realized, nav - nav_before]
        out.append([day] + [format(float(number), ".9f") for number in numbers])
        nav_before = nav

    with open(out_path, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
