"""Answers for the change of risk between two sessions, by NumPy, from a ledger and estimators written out plainly.

    python3 make_answers.py > answers.json

The market is that of ../risk/make_answers.py, which `../risk/market.ts` repeats bit for bit; closes are made from its
returns, dividends taken out of them.
"""
import json
import os
import runpy
import sys

import numpy as np

sys.stdout, out = open(os.devnull, "w"), sys.stdout
R = runpy.run_path(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../risk/make_answers.py"))["R"]
sys.stdout = out

SESSIONS = 600
# Places count the prices: price 0 is before return 0, price t after return t - 1.
FROM, TO = 580, 595
LOTS = [  # symbol, quantity, place and price of the entry, place and price of the exit
    ("AAA", 400, 560, 51.5, None, None),
    ("AAA", 100, 565, 49.0, 588, 52.25),
    ("EEE", -150, 560, 48.0, None, None),
    ("IWM", 200, 560, 50.5, None, None),
    ("EEE", 90, 590, 47.5, None, None),
]
FLOWS = [(584, 2500.0)]
DIVIDENDS = {"AAA": [(585, 0.4)], "IWM": [(583, 0.2)], "EEE": [(586, 0.1)]}
EQUITY = 100000.0


def closes(symbol):
    paid = dict(DIVIDENDS.get(symbol, []))
    close = [50.0]
    for t in range(SESSIONS):
        close.append(close[-1] * (1 + R[symbol][t]) - paid.get(t + 1, 0.0))
    return close


CLOSE = {symbol: closes(symbol) for symbol in ("AAA", "EEE", "IWM")}


def ledger(lots, flows, place):
    """NAV and market value by symbol at a close."""
    cash = EQUITY + sum(amount for day, amount in flows if day <= place)
    value = {}
    for symbol, quantity, bought, cost, sold, proceeds in lots:
        if bought > place:
            continue
        cash -= quantity * cost
        held = sold is None or sold > place
        last = place if held else sold
        cash += sum(quantity * d for day, d in DIVIDENDS[symbol] if bought < day <= last)
        if held:
            value[symbol] = value.get(symbol, 0.0) + quantity * CLOSE[symbol][place]
        else:
            cash += quantity * proceeds
    return cash + sum(value.values()), value


# Return t ends at price t + 1, so the window of w returns up to price `place` is R[place - w : place].
def market_beta(symbol, place):
    x, y = R["SPY"][place - 90:place], R[symbol][place - 90:place]
    return np.cov(x, y, ddof=1)[0, 1] / np.var(x, ddof=1)


def joint(place):
    w = slice(place - 252, place)
    return np.column_stack([R["SPY"][w], R["VUG"][w] - R["VTV"][w], R["MTUM"][w] - R["SPY"][w],
                            R["IWM"][w] - R["SPY"][w], R["QUAL"][w] - R["SPY"][w], R["USMV"][w] - R["SPY"][w],
                            R["TLT"][w]])


def volatility(weights, place):
    F = joint(place)
    X = np.column_stack([np.ones(252), F])
    e, specific = np.zeros(7), 0.0
    for symbol, weight in weights.items():
        y = R[symbol][place - 252:place]
        b = np.linalg.lstsq(X, y, rcond=None)[0]
        residual = y - X @ b
        e += weight * b[1:]
        specific += weight ** 2 * (residual @ residual) / (252 - 8)
    return np.sqrt(252 * (e @ np.cov(F, rowvar=False, ddof=1) @ e + specific))


def tail(weights, place):
    r = sum(weight * R[symbol][place - 567:place] for symbol, weight in weights.items())
    h = np.mean(r[:63] ** 2)
    z = []
    for value in r[63:]:
        z.append(value / np.sqrt(h))
        h = 0.94 * h + 0.06 * value ** 2
    x = np.array(z) * np.sqrt(h)
    quantile = np.quantile(x, 0.05)
    return -quantile, -np.mean(x[x <= quantile])


def state(nav, value, window):
    weights = {symbol: amount / nav for symbol, amount in value.items()}
    var95, es95 = tail(weights, window)
    return {"nav": nav, "marketBeta": sum(w * market_beta(s, window) for s, w in weights.items()),
            "volatility": volatility(weights, window), "var95": var95, "es95": es95}


def held_on():
    """NAV of the earlier session, and what is held then at later prices, its dividends as cash."""
    nav, value = ledger(LOTS, FLOWS, FROM)
    later = {}
    for symbol, amount in value.items():
        quantity = amount / CLOSE[symbol][FROM]
        later[symbol] = quantity * CLOSE[symbol][TO]
        nav += later[symbol] - amount + sum(quantity * d for day, d in DIVIDENDS[symbol] if FROM < day <= TO)
    return nav, later


answers = {
    "from": state(*ledger(LOTS, FLOWS, FROM), FROM),
    "drifted": state(*held_on(), FROM),
    "traded": state(*ledger(LOTS, FLOWS, TO), FROM),
    "to": state(*ledger(LOTS, FLOWS, TO), TO),
}
json.dump(answers, out, indent=1, default=float)
out.write("\n")
