"""A ledger of options walked by hand over the market of `ledger-market.json`: python3 make_ledger.py > ledger.json

One dictionary of facts a lot, one pass a session; Black–Scholes and its inverse from make_answers.py (SciPy). Written
from the conventions in docs/methods/options.md and valuation.md, not from the program. Money in USD.
"""
import datetime
import json
from pathlib import Path

import numpy as np
from scipy.optimize import brentq

from make_answers import greeks, price

HERE = Path(__file__).parent
CLOSED = {
    "2024-06-19", "2024-07-04", "2024-09-02", "2024-11-28", "2024-12-25", "2025-01-01", "2025-01-09", "2025-01-20",
    "2025-02-17", "2025-04-18", "2025-05-26",
}
MARKET = json.loads((HERE / "ledger-market.json").read_text())


def sessions():
    day, out = datetime.date(2024, 5, 1), []
    while day <= datetime.date(2025, 6, 13):
        if day.weekday() < 5 and day.isoformat() not in CLOSED and day.isoformat() != "2024-05-27":
            out.append(day.isoformat())
        day += datetime.timedelta(days=1)
    return out


DAYS = sessions()
FIRST = DAYS.index(MARKET["from"])
WALK = DAYS[FIRST:]


def close(symbol, day):
    rows = MARKET["closes"].get(symbol, [])
    i = DAYS.index(day) - FIRST
    return rows[i] if 0 <= i < len(rows) else None


def split_between(symbol, after, to):
    factor = 1
    for split in MARKET["splits"].get(symbol, []):
        if after < split["exDate"] <= to:
            factor *= split["ratio"]
    return factor


def last_close(symbol, day):
    """The close of the day, else of one of the ten sessions before, on the share basis of the day."""
    i = DAYS.index(day)
    for j in range(i, i - 11, -1):
        value = close(symbol, DAYS[j])
        if value is not None:
            return value / split_between(symbol, DAYS[j], day)
    return None


def rate(day):
    i = DAYS.index(day)
    for j in range(i, i - 6, -1):
        value = close("^IRX", DAYS[j])
        if value is not None:
            return -np.log(1 - value / 100 * 91 / 360) * 365 / 91
    raise ValueError(day)


def dividend_yield(symbol, day):
    i = DAYS.index(day)
    window = set(DAYS[i - 251 : i + 1])
    paid = sum(d["amount"] / split_between(symbol, d["exDate"], day)
               for d in MARKET["dividends"].get(symbol, []) if d["exDate"] in window)
    return paid / last_close(symbol, day)


def realised(symbol, day):
    rows = MARKET["adjustedCloses"]
    assert rows["symbol"] == symbol
    start = DAYS.index(rows["from"])
    values = dict(zip(DAYS[start:], rows["values"]))
    i = DAYS.index(day)
    returns = [values[DAYS[j]] / values[DAYS[j - 1]] - 1 for j in range(i - 62, i + 1)
               if values.get(DAYS[j]) is not None and values.get(DAYS[j - 1]) is not None]
    assert 21 <= len(returns) < 63
    return float(np.std(returns, ddof=1) * np.sqrt(252))


def state(lot, day):
    option = lot["option"]
    underlying = last_close(option["underlying"], day)
    if underlying is None:
        return None
    strike = option["strike"] / split_between(option["underlying"], lot["entry"], day)
    days = (datetime.date.fromisoformat(option["expiration"]) - datetime.date.fromisoformat(day)).days
    return option["type"], underlying, strike, days / 365, rate(day), dividend_yield(option["underlying"], day)


def implied(premium, kind, s, k, t, r, q):
    excess = lambda v: price(kind, s, k, t, v, r, q) - premium
    if excess(0.03) > 0 or excess(3.0) < 0:
        return None
    return brentq(excess, 0.03, 3.0, xtol=1e-15, rtol=1e-15)


def value(lot, day):
    """Price of one unit, where it comes from, and the delta exposure of the lot at a close it is held at."""
    symbol = lot["symbol"]
    if lot["option"] is None:
        return last_close(symbol, day), "close" if close(symbol, day) is not None else "stale", None, None
    now = state(lot, day)
    quantity = lot["quantity"] * split_between(lot["option"]["underlying"], lot["entry"], day)
    own = close(symbol, day)
    if now is None:
        return lot["price"], "entry", None, None
    flat = implied(lot["price"], *state(lot, lot["entry"])) or realised(lot["option"]["underlying"], lot["entry"])
    volatility = flat
    if own is not None:
        worth, source = own, "close"
        volatility = implied(own, *now) or flat
    elif last_close(symbol, day) is not None:
        worth, source = last_close(symbol, day), "stale"
        printed = max(d for d in DAYS[: DAYS.index(day)] if close(symbol, d) is not None)
        volatility = implied(close(symbol, printed), *state(lot, printed)) or flat
    else:
        worth, source = price(*now[:4], flat, *now[4:]), "modelled"
    delta = greeks(*now[:4], volatility, *now[4:])[0]
    return worth, source, volatility, quantity * 100 * delta * now[1]


def main():
    cash = MARKET["equity"]
    held = []
    out = []
    for day in WALK:
        if day < min(lot["entry"] for lot in MARKET["lots"]):
            continue
        for lot in held:
            for dividend in MARKET["dividends"].get(lot["symbol"], []):
                if dividend["exDate"] == day:
                    cash += lot["quantity"] * split_between(lot["symbol"], lot["entry"], day) * dividend["amount"]
        for lot in [lot for lot in held if lot["option"] and lot["option"]["expiration"] == day]:
            kind, underlying, strike, *_ = state(lot, day)
            worth = max(underlying - strike if kind == "CALL" else strike - underlying, 0)
            quantity = lot["quantity"] * split_between(lot["option"]["underlying"], lot["entry"], day)
            cash += quantity * 100 * worth
            held.remove(lot)
        for lot in MARKET["lots"]:
            if lot["entry"] == day:
                cash -= lot["quantity"] * lot["price"] * (100 if lot["option"] else 1)
                held.append(lot)
        nav, rows, by_symbol = cash, {}, {}
        for lot in held:
            worth, source, volatility, exposure = value(lot, day)
            underlying = lot["option"]["underlying"] if lot["option"] else lot["symbol"]
            quantity = lot["quantity"] * split_between(underlying, lot["entry"], day)
            market_value = quantity * worth * (100 if lot["option"] else 1)
            nav += market_value
            rows[lot["id"]] = {"quantity": quantity, "price": worth, "source": source, "volatility": volatility,
                               "deltaExposure": exposure}
            symbol = lot["symbol"] if exposure is None else underlying
            by_symbol[symbol] = by_symbol.get(symbol, 0) + (market_value if exposure is None else exposure)
        out.append({"session": day, "nav": nav, "cash": cash, "lots": rows,
                    "weights": {symbol: by_symbol[symbol] / nav for symbol in sorted(by_symbol)}})
    print(json.dumps(out, indent=1))


if __name__ == "__main__":
    main()
