"""Options of portfolio.csv on real ETF closes, dividends and bill yields, by SciPy.

    python3 make_real.py ../../../../shared/data/etf > real.csv

The price files have every session and no splits, so sessions are rows. Prices and deltas come from make_answers.py.
"""
import csv
import datetime
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import brentq

from make_answers import greeks, price

LAST = "2024-06-28"
OPTIONS = [
    # symbol, underlying, type, strike, expiration, entry, premium
    ("IWM240621P00200000", "IWM", "PUT", 200.0, "2024-06-21", "2024-02-06", 3.2),
    ("QQQ250117C00480000", "QQQ", "CALL", 480.0, "2025-01-17", "2024-02-06", 31.0),
    ("SPY251219C00520000", "SPY", "CALL", 520.0, "2025-12-19", "2024-02-06", 41.0),
    ("SPY240315C00450000", "SPY", "CALL", 450.0, "2024-03-15", "2024-02-01", 9.8),
]


def column(directory, symbol, name):
    with open(Path(directory) / f"{symbol}.csv", newline="") as file:
        return {row["Date"]: float(row[name]) for row in csv.DictReader(file)}


def main(directory):
    bill = column(directory, "IRX", "Close")
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["symbol", "session", "volatility", "dividend_yield", "rate", "price", "delta"])
    for symbol, underlying, kind, strike, expiration, entry, premium in OPTIONS:
        close = column(directory, underlying, "Close")
        adjusted = column(directory, underlying, "AdjClose")
        dividends = column(directory, underlying, "Dividends")
        days = sorted(close)

        def state(day):
            i = days.index(day)
            years = (datetime.date.fromisoformat(expiration) - datetime.date.fromisoformat(day)).days / 365
            rate = -np.log(1 - bill[day] / 100 * 91 / 360) * 365 / 91
            paid = sum(dividends[d] for d in days[i - 251 : i + 1])
            return close[day], strike, years, rate, paid / close[day]

        def excess(v):
            s, k, t, r, q = state(entry)
            return price(kind, s, k, t, v, r, q) - premium

        if excess(0.03) > 0 or excess(3.0) < 0:
            i = days.index(entry)
            window = np.array([adjusted[d] for d in days[i - 63 : i + 1]])
            volatility = np.std(window[1:] / window[:-1] - 1, ddof=1) * np.sqrt(252)
        else:
            volatility = brentq(excess, 0.03, 3.0, xtol=1e-15, rtol=1e-15)
        for day in [d for d in days if entry <= d < min(expiration, LAST) or d == LAST < expiration]:
            s, k, t, r, q = state(day)
            case = (kind, s, k, t, volatility, r, q)
            out.writerow([symbol, day, *(f"{x:.17g}" for x in (volatility, q, r, price(*case), greeks(*case)[0]))])


if __name__ == "__main__":
    main(*sys.argv[1:])
