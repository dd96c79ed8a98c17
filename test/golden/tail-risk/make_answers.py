"""Answers for tail risk, back-tests, performance and risk-free rates by NumPy and SciPy.

    python3 make_answers.py > answers.json

The series are made by the generator of `../risk/make_answers.py` (16807 mod 2^31 - 1) and plain float64 arithmetic,
which `series.ts` repeats bit for bit.
"""
import contextlib
import importlib.util
import io
import json
import os
import sys
from datetime import date
from decimal import Decimal, getcontext

import numpy as np
from scipy import special, stats

sys.dont_write_bytecode = True
from tail_risk import LEVELS, WINDOW, SEED, backtest, filtered, performance, tail_row

getcontext().prec = 50
HERE = os.path.dirname(os.path.abspath(__file__))


def series(seed, length):
    """Noise whose size wanders, so that its tails are fat."""
    state, out = seed, []
    for t in range(length):
        total = 0.0
        for _ in range(4):
            state = state * 16807 % 2147483647
            total += state / 2147483647
        phase = (t * 37 % 101) / 101
        out.append((total - 2.0) * 0.02 * (0.3 + 1.5 * phase * phase) + 0.0002)
    return np.array(out)


def with_gaps(values, every, offset):
    out = values.copy()
    out[offset::every] = np.nan
    return out


def floats(values):
    return [None if np.isnan(v) else float(v) for v in np.asarray(values, dtype=float)]


def clean(row):
    return {k: None if v is None or np.isnan(v) else float(v) for k, v in row.items()}


full = series(4711, 567)
CASES = {
    "full": full,
    "gapsInWindowAndSeed": with_gaps(full, 7, 3),
    "noSeed": series(4711, 504),
    "shortSeed": series(99, 530),
    "barelyEnough": series(7, 252),
    "tooFew": series(7, 251),
    "gapsLeaveTooFew": with_gaps(with_gaps(series(31, 567), 2, 1), 9, 4),
}


def risk_module():
    spec = importlib.util.spec_from_file_location("risk_answers", os.path.join(HERE, "..", "risk", "make_answers.py"))
    module = importlib.util.module_from_spec(spec)
    with contextlib.redirect_stdout(io.StringIO()):
        spec.loader.exec_module(module)
    return module


def components():
    """Expected shortfall by symbol of a book with a private holding and gaps, on the market of `../risk`."""
    risk = risk_module()
    weights = {"AAA": 0.45, "CCC": 0.3, "DDD": -0.025, "SPY": 0.25}
    private, cash = 0.02, 0.03
    gross = sum(abs(w) for w in weights.values()) + private
    F = np.column_stack(risk.FACTORS["joint"][1])
    loading = risk.loadings()
    sessions = range(risk.LAST - WINDOW - SEED + 1, risk.LAST + 1)
    own = np.full((len(weights), len(sessions)), np.nan)
    for p, t in enumerate(sessions):
        have = [s for s in weights if not np.isnan(risk.R[s][t])]
        if sum(abs(weights[s]) for s in have) / gross < 0.95:
            continue
        for i, (s, w) in enumerate(weights.items()):
            own[i, p] = w * (risk.R[s][t] if s in have else np.array(loading[s]["joint"]) @ F[t])
    returns = own.sum(axis=0)
    x, scales, places, _ = filtered(returns)
    out = {"weights": weights, "private": private, "cash": cash, "row": clean(tail_row(returns))}
    for level, a in LEVELS.items():
        tail = x <= np.quantile(x, a)
        out[level] = {s: -float(np.mean(own[i, places][tail] * scales[tail])) for i, s in enumerate(weights)}
        out["sessions_" + level] = int(tail.sum())
    return out


def exceptions(case):
    """1: an exception, 0: none, 2: a missing pair."""
    if case == "none":
        return [0] * 250
    if case == "all":
        return [1] * 250
    if case == "single at the end":
        return [0] * 299 + [1]
    if case == "clustered":
        return ([0] * 95 + [1] * 5) * 3
    if case == "spread":
        return ([0] * 19 + [1]) * 20
    if case == "alternating":
        return [0, 1] * 130
    if case == "with gaps":
        return ([0] * 40 + [1, 2, 1, 0, 2, 0, 1, 1, 2]) * 8
    if case == "too few":
        return [0] * 240 + [2] * 50 + [1] * 9
    raise ValueError(case)


def likelihoods():
    out = {}
    for case in ("none", "all", "single at the end", "clustered", "spread", "alternating", "with gaps", "too few"):
        states = exceptions(case)
        forecasts = np.array([np.nan if s == 2 else 0.02 for s in states])
        realized = np.array([-0.03 if s == 1 else 0.01 for s in states])
        out[case] = {"states": states, **{level: backtest(forecasts, realized, level) for level in LEVELS}}
    return out


def zones():
    """The first counts that are yellow and red, by number of forecasts."""
    out = []
    for n in (250, 300, 500, 1000):
        c = stats.binom.cdf(np.arange(n + 1), n, 0.01)
        out.append([n, int(np.argmax(c >= 0.95)), int(np.argmax(c >= 0.9999))])
    return out


def bills():
    """Rates from discount yields over real sessions, in 50-digit decimal arithmetic; None: no yield printed."""
    sessions = ["2024-12-23", "2024-12-24", "2024-12-26", "2024-12-27", "2024-12-30", "2024-12-31", "2025-01-02",
                "2025-01-03", "2025-01-06", "2025-01-07", "2025-01-08", "2025-01-10", "2025-01-13", "2025-01-14"]
    yields = ["4.223", "4.24", None, "4.178", "0", "-0.105", "15.32",
              None, None, None, None, None, None, "4.19"]
    known, prices = None, []
    for i, d in enumerate(yields):
        if d is not None:
            known = i
        fresh = known is not None and i - known <= 5
        prices.append(1 - Decimal(yields[known]) / 100 * 91 / 360 if fresh else None)
    daily, continuous = [], []
    for i, session in enumerate(sessions):
        p = prices[i]
        continuous.append(None if p is None else float(-p.ln() * 365 / 91))
        before = prices[i - 1] if i > 0 else None
        if before is None:
            daily.append(None)
            continue
        k = (date.fromisoformat(session) - date.fromisoformat(sessions[i - 1])).days
        daily.append(float((before.ln() * Decimal(-k) / 91).exp() - 1))
    return {"sessions": sessions, "yields": [None if d is None else float(d) for d in yields],
            "daily": daily, "continuous": continuous}


def performance_case(returns, benchmark):
    rates = [None if t % 50 == 20 else 0.0001 + 0.00005 * (t % 3) for t in range(len(returns))]
    filled = [np.nan if f is None else f for f in rates]
    return {"riskFree": rates, "figures": clean(performance(returns, benchmark, filled))}


P = [1e-300, 1e-20, 1e-10, 1e-5, 0.001, 0.01, 0.025, 0.05, 0.0749, 0.0751, 0.3, 0.49999, 0.500001, 0.9, 0.95, 0.975,
     0.99, 0.999, 0.9999999]
SAMPLE = series(5, 37)
QUANTILES = [0, 0.01, 0.05, 0.1, 1 / 37, 2 / 37, 0.25, 0.5, 0.75, 0.99, 1]
answers = {
    "checksum": {case: float(np.nansum(values)) for case, values in CASES.items()},
    "tail": {case: clean(tail_row(values)) for case, values in CASES.items()},
    "components": components(),
    "likelihoods": likelihoods(),
    "zones": zones(),
    "bias": {
        "bias": float(np.std(series(11, 400) / (0.005 + 0.00001 * np.arange(400)), ddof=1)),
        "observations": 400,
    },
    "bills": bills(),
    "performance": {
        "year": performance_case(series(21, 320), 0.6 * series(21, 320) + series(22, 320)),
        "recovered": performance_case(series(45, 900), series(46, 900)),
    },
    "quantiles": [[p, float(np.quantile(SAMPLE, p)), float(np.quantile(SAMPLE, p, method="inverted_cdf"))]
                  for p in QUANTILES],
    "normalQuantiles": [[p, float(special.ndtri(p))] for p in P],
    "chiSquare": [[x, k, float(stats.chi2.cdf(x, k)), float(stats.chi2.sf(x, k))]
                  for k in (1, 2, 3, 5, 7, 20, 100) for x in (1e-8, 0.001, 0.5, 1, 3.84, 6.63, 10, 25, 80, 300)],
    "binomial": [[k, n, p, float(stats.binom.cdf(k, n, p))]
                 for k, n, p in ((0, 10, 0.3), (4, 250, 0.01), (9, 250, 0.01), (10, 250, 0.01), (250, 250, 0.5),
                                 (30, 504, 0.05), (12, 800, 0.01), (3, 3, 0.1))],
    "moments": [float(f(SAMPLE)) for f in (np.mean, np.std, stats.skew, stats.kurtosis)],
}
json.dump(answers, sys.stdout, indent=1)
sys.stdout.write("\n")
