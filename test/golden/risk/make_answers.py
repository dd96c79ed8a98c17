"""Answers for the portfolio-risk kernels, by NumPy, from formulas written out pair by pair.

    python3 make_answers.py > answers.json

The market is made by `market()`: the minimal standard generator of Lehmer (16807 mod 2^31 - 1) and plain float64
arithmetic, which `market.ts` repeats bit for bit, so that no data need be stored.
"""
import json
import sys

import numpy as np

PROXIES = ["SPY", "TLT", "MTUM", "VTV", "VUG", "IWM", "QUAL", "USMV"]
SYMBOLS = PROXIES + ["AAA", "BBB", "CCC", "DDD", "EEE"]
# r = a * market + b * rates + c * own noise
MIX = {
    "SPY": (1.0, 0.0, 0.0), "TLT": (-0.1, 1.0, 0.0), "MTUM": (1.0, 0.1, 0.4), "VTV": (0.8, 0.0, 0.3),
    "VUG": (1.1, 0.1, 0.3), "IWM": (1.1, -0.1, 0.5), "QUAL": (1.0, 0.0, 0.15), "USMV": (0.7, 0.1, 0.2),
    "AAA": (1.2, 0.0, 1.0), "BBB": (0.5, 0.3, 1.5), "CCC": (0.9, -0.2, 0.8), "DDD": (1.5, 0.0, 1.2),
    "EEE": (0.2, 0.8, 0.4),
}
SESSIONS = 600
MISSING = {
    "BBB": list(range(420)),
    "CCC": [100, 101, 400, 401, 577],
    "DDD": [577, 590],
}
LAST = SESSIONS - 1


def market():
    state = 20011
    def noise():
        nonlocal state
        total = 0.0
        for _ in range(4):
            state = state * 16807 % 2147483647
            total += state / 2147483647
        return (total - 2.0) * 0.02
    m = [noise() for _ in range(SESSIONS)]
    y = [noise() for _ in range(SESSIONS)]
    rows = {}
    for s in SYMBOLS:
        a, b, c = MIX[s]
        rows[s] = np.array([a * m[t] + b * y[t] + c * noise() for t in range(SESSIONS)])
        for t in MISSING.get(s, []):
            rows[s][t] = np.nan
    return rows


R = market()
FACTORS = {
    "market": (90, [R["SPY"]]),
    "rates": (90, [R["TLT"]]),
    "spread_growth_value": (180, [R["VUG"] - R["VTV"]]),
    "spread_momentum": (180, [R["MTUM"] - R["SPY"]]),
    "spread_size": (180, [R["IWM"] - R["SPY"]]),
    "spread_quality": (180, [R["QUAL"] - R["SPY"]]),
    "joint": (252, [R["SPY"], R["VUG"] - R["VTV"], R["MTUM"] - R["SPY"], R["IWM"] - R["SPY"],
                    R["QUAL"] - R["SPY"], R["USMV"] - R["SPY"], R["TLT"]]),
}


def design(name):
    window, columns = FACTORS[name]
    X = np.column_stack([np.ones(window)] + [c[LAST - window + 1:LAST + 1] for c in columns])
    return window, X


def ols(name, symbol):
    window, X = design(name)
    y = R[symbol][LAST - window + 1:LAST + 1]
    keep = ~np.isnan(y)
    b, *_ = np.linalg.lstsq(X[keep], y[keep], rcond=None)
    residual = np.full(window, np.nan)
    residual[keep] = y[keep] - X[keep] @ b
    return b, residual, keep


def pairwise_se(name, weights):
    """Var e_j = sum over pairs of w w sigma [A G A]_jj with full design matrices, intercept included."""
    window, X = design(name)
    k = X.shape[1]
    fits = {s: ols(name, s) for s in weights}
    variance = np.zeros((k, k))
    for i, wi in weights.items():
        for l, wl in weights.items():
            _, ei, ki = fits[i]
            _, el, kl = fits[l]
            common = ki & kl
            n = common.sum()
            sigma = (ei[common] * el[common]).sum() / (n - k)
            A = np.linalg.inv(X[ki].T @ X[ki])
            G = X[common].T @ X[common]
            B = np.linalg.inv(X[kl].T @ X[kl])
            variance += wi * wl * sigma * (A @ G @ B)
    return np.sqrt(np.diag(variance))[1:]


def direct(name, weights):
    """Regress the weighted return itself: coefficients and their standard errors."""
    window, X = design(name)
    y = sum(w * R[s][LAST - window + 1:LAST + 1] for s, w in weights.items())
    b, *_ = np.linalg.lstsq(X, y, rcond=None)
    e = y - X @ b
    s2 = e @ e / (window - X.shape[1])
    return b[1:], np.sqrt(s2 * np.diag(np.linalg.inv(X.T @ X)))[1:]


def loadings():
    held = ["SPY", "AAA", "BBB", "CCC", "DDD", "EEE"]
    return {s: {name: ols(name, s)[0][1:].tolist() for name in FACTORS} for s in held}


def pro_forma(weights, private, loading):
    """Past returns of today's weights by the 95 % rule; beta . f for a missing symbol."""
    gross = sum(abs(w) for w in weights.values()) + abs(private)
    _, columns = FACTORS["joint"]
    F = np.column_stack(columns)
    out, proxied = [], 0
    for t in range(LAST - 503, LAST + 1):
        have = {s: w for s, w in weights.items() if not np.isnan(R[s][t])}
        if sum(abs(w) for w in have.values()) / gross < 0.95:
            out.append(None)
            continue
        rest = {s: w for s, w in weights.items() if s not in have}
        value = sum(w * R[s][t] for s, w in have.items())
        value += sum(w * (np.array(loading[s]["joint"]) @ F[t]) for s, w in rest.items())
        out.append(float(value))
        proxied += 1 if rest or private else 0
    present = np.array([x for x in out if x is not None])
    lam = 0.94 ** np.arange(len(present))[::-1]
    series = np.array([np.nan if x is None else x for x in out])
    vol = {str(w): none(np.std(series[-w:], ddof=1) * np.sqrt(252)) for w in (21, 63, 252)}
    return {
        "returns": out, "observations": len(present), "proxied": proxied, "realized": vol,
        "ewma": float(np.sqrt((lam * present ** 2).sum() / lam.sum() * 252)),
    }


def none(x):
    return None if np.isnan(x) else float(x)


def stress(weights, loading, shocks):
    f = np.array(shocks)
    B = np.array([loading[s]["joint"] for s in weights])
    w = np.array(list(weights.values()))
    return {"shocks": shocks, "pnl": float(w @ B @ f), "byFactor": ((w @ B) * f).tolist(),
            "bySymbol": (w * (B @ f)).tolist()}


complete = {"AAA": 0.5, "EEE": 0.3, "SPY": -0.2}
gaps = {"AAA": 0.3, "BBB": 0.2, "CCC": -0.25, "DDD": 0.15, "EEE": 0.3, "SPY": 0.1}
loading = loadings()
own = {"AAA": 0.4, "BBB": 0.02, "CCC": 0.3, "SPY": 0.2}
answers = {
    "checksum": {s: float(np.nansum(R[s])) for s in SYMBOLS},
    "loadings": loading,
    "complete": {
        "weights": complete,
        "exposures": {name: direct(name, complete)[0].tolist() for name in FACTORS},
        "stdErrors": {name: direct(name, complete)[1].tolist() for name in FACTORS},
    },
    "gaps": {
        "weights": gaps,
        "exposures": {name: sum(w * np.array(loading[s][name]) for s, w in gaps.items()).tolist() for name in FACTORS},
        "stdErrors": {name: pairwise_se(name, gaps).tolist() for name in FACTORS},
    },
    "proForma": {"weights": own, "private": 0.02, "cash": 0.06, **pro_forma(own, 0.02, loading)},
    "proFormaShort": {"weights": {"AAA": 0.6, "DDD": -0.03, "SPY": 0.4}, "private": 0.0, "cash": 0.03,
                      **pro_forma({"AAA": 0.6, "DDD": -0.03, "SPY": 0.4}, 0.0, loading)},
    "stress": stress(gaps, loading, [-0.35, 0.2, 0.0, 0.05, 0.1, 0.0, -0.147]),
}
json.dump(answers, sys.stdout, indent=1)
sys.stdout.write("\n")
