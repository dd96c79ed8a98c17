"""Answers for the risk decomposition and the stress tests, by NumPy and SciPy, each by another way than the kernels.

    python3 make_answers.py ../../../../shared/data/etf > answers.json

The market is that of `../risk/make_answers.py`, which `../risk/market.ts` repeats bit for bit.
"""
import csv
import json
import sys
from pathlib import Path

import numpy as np
from scipy.spatial.distance import mahalanobis
from scipy.stats import chi2, norm

PROXIES = ["SPY", "TLT", "MTUM", "VTV", "VUG", "IWM", "QUAL", "USMV"]
SYMBOLS = PROXIES + ["AAA", "BBB", "CCC", "DDD", "EEE"]
MIX = {
    "SPY": (1.0, 0.0, 0.0), "TLT": (-0.1, 1.0, 0.0), "MTUM": (1.0, 0.1, 0.4), "VTV": (0.8, 0.0, 0.3),
    "VUG": (1.1, 0.1, 0.3), "IWM": (1.1, -0.1, 0.5), "QUAL": (1.0, 0.0, 0.15), "USMV": (0.7, 0.1, 0.2),
    "AAA": (1.2, 0.0, 1.0), "BBB": (0.5, 0.3, 1.5), "CCC": (0.9, -0.2, 0.8), "DDD": (1.5, 0.0, 1.2),
    "EEE": (0.2, 0.8, 0.4),
}
SESSIONS = 600
WINDOW = 252
MISSING = {"BBB": list(range(420)), "CCC": [100, 101, 400, 401, 577], "DDD": [577, 590]}


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


R = {s: r[-WINDOW:] for s, r in market().items()}
F = np.column_stack([R["SPY"], R["VUG"] - R["VTV"], R["MTUM"] - R["SPY"], R["IWM"] - R["SPY"],
                     R["QUAL"] - R["SPY"], R["USMV"] - R["SPY"], R["TLT"]])
SIGMA = np.cov(F, rowvar=False, ddof=1)


def joint(symbol):
    """Loadings and specific variance by least squares on complete rows, intercept in the design."""
    y = R[symbol]
    keep = ~np.isnan(y)
    X = np.column_stack([np.ones(WINDOW), F])[keep]
    b, *_ = np.linalg.lstsq(X, y[keep], rcond=None)
    e = y[keep] - X @ b
    return b[1:], e @ e / (keep.sum() - 8)


def complex_step(f, x):
    """Gradient of an analytic function, exact to rounding: Im f(x + ih)/h."""
    h = 1e-30
    gradient = []
    for i in range(len(x)):
        z = x.astype(complex)
        z[i] += 1j * h
        gradient.append(f(z).imag / h)
    return np.array(gradient)


def decomposition(weights):
    """Volatility of V written out in full; marginals as derivatives of the volatility itself, not by their formula."""
    B = np.array([joint(s)[0] for s in weights])
    s = np.array([joint(s)[1] for s in weights])
    w = np.array(list(weights.values()))
    V = B @ SIGMA @ B.T + np.diag(s)
    e = w @ B
    vol = lambda v: np.sqrt(252 * (v @ V @ v))
    vol_e = lambda x: np.sqrt(252 * (x @ SIGMA @ x + (w ** 2 * s).sum()))
    total = vol(w)
    marginal_w = complex_step(vol, w)
    marginal_e = complex_step(vol_e, e)
    own = np.sqrt(252 * np.diag(V))
    specific = 252 * w ** 2 * s / total ** 2
    return {
        "weights": weights,
        "volatility": total,
        "systematicVolatility": np.sqrt(252 * (e @ SIGMA @ e)),
        "specificVolatility": np.sqrt(252 * (w ** 2 * s).sum()),
        "systematicShare": (e @ SIGMA @ e) * 252 / total ** 2,
        "specificShare": specific.sum(),
        "factorMarginal": marginal_e.tolist(),
        "factorComponent": (e * marginal_e).tolist(),
        "factorShare": (e * marginal_e / total).tolist(),
        "positionMarginal": marginal_w.tolist(),
        "positionComponent": (w * marginal_w).tolist(),
        "positionShare": (w * marginal_w / total).tolist(),
        "positionSpecificShare": specific.tolist(),
        "positionVolatility": own.tolist(),
        "diversificationRatio": (np.abs(w) * own).sum() / total,
    }


def slopes(y, S):
    """Coefficients of regressing y on the shocked factors over the window, with an intercept."""
    X = np.column_stack([np.ones(WINDOW), F[:, S]])
    b, *_ = np.linalg.lstsq(X, y, rcond=None)
    return b[1:]


def scenario(weights, shocks, sessions):
    """Every other factor as its regression on the shocked ones says; P&L from the exposures."""
    S = sorted(shocks)
    f_s = np.array([shocks[k] for k in S])
    expected = [shocks[k] if k in shocks else float(slopes(F[:, k], S) @ f_s) for k in range(7)]
    B = np.array([joint(s)[0] for s in weights])
    w = np.array(list(weights.values()))
    f = np.array(expected)
    inverse = np.linalg.inv(sessions * SIGMA[np.ix_(S, S)])
    distance = mahalanobis(f_s, np.zeros(len(S)), inverse)
    return {
        "shocks": [[k, shocks[k]] for k in S], "sessions": sessions, "expected": expected,
        "pnl": float(w @ B @ f), "byFactor": ((w @ B) * f).tolist(), "bySymbol": (w * (B @ f)).tolist(),
        "distance": float(distance), "percentile": float(chi2.cdf(distance ** 2, len(S))),
    }


def pro_forma_pnl(weights, shocks):
    """Correlated P&L without any exposure: today's book over the window, regressed on the shocked factors."""
    S = sorted(shocks)
    p = sum(w * R[s] for s, w in weights.items())
    return float(slopes(p, S) @ np.array([shocks[k] for k in S]))


def reverse(weights, loss):
    """Least distance on the plane e'f = -L: the linear system of the Lagrangian, solved as such."""
    w = np.array(list(weights.values()))
    e = w @ np.array([joint(s)[0] for s in weights])
    precision = np.linalg.inv(SIGMA)
    system = np.block([[precision, e[:, None]], [e[None, :], np.zeros((1, 1))]])
    f = np.linalg.solve(system, np.append(np.zeros(7), -loss))[:7]
    distance = mahalanobis(f, np.zeros(7), np.linalg.inv(252 * SIGMA))
    return {"loss": loss, "factorReturns": f.tolist(), "distance": float(distance),
            "percentile": float(chi2.cdf(distance ** 2, 7))}


def price(kind, S, K, T, v, r, q):
    sign = 1 if kind == "CALL" else -1
    d1 = (np.log(S / K) + (r - q + v * v / 2) * T) / (v * np.sqrt(T))
    d2 = d1 - v * np.sqrt(T)
    return sign * (S * np.exp(-q * T) * norm.cdf(sign * d1) - K * np.exp(-r * T) * norm.cdf(sign * d2))


def option_case(shares, nav, options, factor_returns, vol_change, rate_change):
    """P&L of shares and options, the options priced before and after."""
    f = np.array(factor_returns)
    total, rows = 0.0, []
    for symbol, value in shares.items():
        total += value * float(joint(symbol)[0] @ f)
    for o in options:
        kind, S, K, T, v, r, q = o["state"]
        known = o["underlying"] in SYMBOLS
        move = float(joint(o["underlying"])[0] @ f) if known else 0.0
        size = o["quantity"] * o["multiplier"]
        before = price(kind, S, K, T, v, r, q)
        after = price(kind, S * (1 + move), K, T, v * (1 + vol_change), r + rate_change, q)
        sign = 1 if kind == "CALL" else -1
        d1 = (np.log(S / K) + (r - q + v * v / 2) * T) / (v * np.sqrt(T))
        exposure = size * sign * np.exp(-q * T) * norm.cdf(sign * d1) * S
        pnl = size * (after - before)
        total += pnl
        rows.append({**o, "deltaExposure": float(exposure), "pnl": float(pnl),
                     "convexity": float((pnl - exposure * move) / nav)})
    return {"shares": shares, "nav": nav, "options": rows, "factorReturns": factor_returns, "volChange": vol_change,
            "rateChangeBp": rate_change * 1e4, "pnl": total / nav}


def replay(folder, start, end):
    """Total returns from the last close on or before `start` to the last one on or before `end`, by text search."""
    last = {}
    for proxy in PROXIES:
        rows = list(csv.DictReader((folder / f"{proxy}.csv").open()))
        base = [r for r in rows if r["Date"] <= start][-1]
        final = [r for r in rows if r["Date"] <= end][-1]
        last[proxy] = np.log(float(final["AdjClose"])) - np.log(float(base["AdjClose"]))
    sessions = len([r for r in rows if start < r["Date"] <= end])
    moves = {p: float(np.expm1(x)) for p, x in last.items()}
    factors = [moves["SPY"], moves["VUG"] - moves["VTV"], moves["MTUM"] - moves["SPY"], moves["IWM"] - moves["SPY"],
               moves["QUAL"] - moves["SPY"], moves["USMV"] - moves["SPY"], moves["TLT"]]
    return {"sessions": sessions, "proxies": moves, "factors": factors}


gaps = {"AAA": 0.3, "BBB": 0.2, "CCC": -0.25, "DDD": 0.15, "EEE": 0.3, "SPY": 0.1}
complete = {"AAA": 0.5, "EEE": 0.3, "SPY": -0.2}
cases = [({0: -0.35}, 252), ({0: -0.05, 4: 0.12}, 252), ({1: -0.3}, 252), ({6: -0.147}, 252),
         ({0: -0.15, 5: -0.1}, 252), ({k: (-0.3, 0.1, 0.05, -0.08, 0.02, 0.06, 0.15)[k] for k in range(7)}, 23)]
options = [
    {"underlying": "AAA", "quantity": 5, "multiplier": 100, "state": ["PUT", 100.0, 95.0, 0.25, 0.3, 0.04, 0.01]},
    {"underlying": "EEE", "quantity": -3, "multiplier": 100, "state": ["CALL", 50.0, 50.0, 0.5, 0.2, 0.04, 0.0]},
    {"underlying": "ZZZ", "quantity": 2, "multiplier": 100, "state": ["CALL", 80.0, 90.0, 1.0, 0.4, 0.04, 0.0]},
]
answers = {
    "decomposition": decomposition(gaps),
    "scenarios": [scenario(gaps, shocks, sessions) for shocks, sessions in cases],
    "proForma": {"weights": complete, "pnl": [pro_forma_pnl(complete, shocks) for shocks, _ in cases]},
    "reverse": [reverse(gaps, loss) for loss in (0.1, 0.25)],
    "options": option_case({"AAA": 60000.0, "SPY": 20000.0}, 100000.0, options,
                           [-0.25, 0.02, -0.03, -0.04, 0.01, 0.05, 0.06], 0.5, 0.01),
    "covid": replay(Path(sys.argv[1]), "2020-02-19", "2020-03-23"),
}
json.dump(answers, sys.stdout, indent=1, default=float)
sys.stdout.write("\n")
