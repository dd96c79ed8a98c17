"""Answers for the diagnostics of one symbol by NumPy and Python's statistics; prints answers.json.

Regressions are solved by lstsq on full design matrices with an intercept; the Newey-West covariance is the matrix
sandwich, lag by lag; the Dimson beta's variance is c'Vc of the two slopes.
"""
import json
import statistics

import numpy as np

rng = np.random.default_rng(11)
SESSIONS = 130
WINDOW = 90


def floats(a):
    return [None if np.isnan(v) else float("%.17g" % v) for v in np.asarray(a, dtype=float).ravel()]


def fit(design, y):
    coef = np.linalg.lstsq(design, y, rcond=None)[0]
    return coef, y - design @ coef, np.linalg.inv(design.T @ design)


def line(x, y):
    n = len(y)
    design = np.column_stack([np.ones(n), x])
    coef, e, inverse = fit(design, y)
    lags = int(np.floor(4 * (n / 100) ** (2 / 9)))
    meat = np.zeros((2, 2))
    for lag in range(lags + 1):
        product = sum(e[t] * e[t - lag] * np.outer(design[t], design[t - lag]) for t in range(lag, n))
        meat += product if lag == 0 else (1 - lag / (lags + 1)) * (product + product.T)
    return {
        "n": n,
        "beta": coef[1],
        "stdError": float(np.sqrt(e @ e / (n - 2) * inverse[1, 1])),
        "durbinWatson": float(np.sum(np.diff(e) ** 2) / (e @ e)),
        "lags": lags,
        "neweyWest": float(np.sqrt((inverse @ meat @ inverse)[1, 1])),
    }


def dimson(x, previous, y):
    n = len(y)
    coef, e, inverse = fit(np.column_stack([np.ones(n), x, previous]), y)
    c = np.array([0.0, 1.0, 1.0])
    variance = e @ e / (n - 3) * (c @ inverse @ c)
    return {"n": n, "beta": coef[1] + coef[2], "stdError": float(np.sqrt(variance)), "laggedBeta": coef[2]}


market = np.round(0.011 * rng.standard_t(5, SESSIONS), 6)
noise = np.round(0.008 * rng.standard_t(5, (4, SESSIONS)), 6)
lagged = np.concatenate([[0], market[:-1]])
series = {
    "SPY": market.copy(),
    "PROMPT": 1.3 * market + noise[0],
    "LATE": 0.3 * market + 0.6 * lagged + noise[1],
    "GAPS": 0.8 * market + 0.5 * noise[2] + 0.4 * np.concatenate([[0], noise[2][:-1]]),
    "NEW": -0.5 * market + noise[3],
}
series = {name: np.round(values, 7) for name, values in series.items()}
series["SPY"][[70, 104]] = np.nan
series["GAPS"][[45, 60, 61, 90, 128]] = np.nan
series["NEW"][:99] = np.nan
series["OLD"] = series["PROMPT"].copy()
series["OLD"][:101] = np.nan

answers = {}
for name, values in series.items():
    if name == "SPY":
        continue
    rows = [t for t in range(SESSIONS - WINDOW, SESSIONS) if not np.isnan(values[t] + series["SPY"][t])]
    late = [t for t in rows if not np.isnan(series["SPY"][t - 1])]
    answers[name] = {"rows": len(rows), "laggedRows": len(late)}
    if len(rows) >= 30:
        answers[name]["line"] = line(series["SPY"][rows], values[rows])
    if len(late) >= 30:
        previous = series["SPY"][[t - 1 for t in late]]
        answers[name]["dimson"] = dimson(series["SPY"][late], previous, values[late])

betas = np.round(1 + 0.4 * rng.normal(size=24), 4)
errors = np.round(rng.uniform(0.05, 0.3, 24), 4)
tight = np.round(1 + 0.02 * rng.normal(size=24), 4)
volumes = np.round(rng.lognormal(13, 1, 40))
volumes[[3, 17, 25]] = np.nan
volumes[[8, 30]] = 0


def median(end):
    present = [v for v in volumes[max(0, end - 20) : end + 1] if v > 0]
    return statistics.median(present) if len(present) >= 15 else None


print(json.dumps({
    "returns": {name: floats(values) for name, values in series.items()},
    "symbols": answers,
    "lags": [[n, int(np.floor(4 * (n / 100) ** (2 / 9)))] for n in [3, 30, 60, 90, 99, 100, 180, 252, 273, 274, 504]],
    "priors": [
        {"betas": floats(b), "stdErrors": floats(errors), "mean": float(np.mean(b)),
         "variance": float(max(0.0, np.var(b, ddof=1) - np.mean(errors**2)))}
        for b in [betas, tight]
    ],
    "volumes": {"values": floats(volumes), "medians": [median(end) for end in range(40)]},
}))
