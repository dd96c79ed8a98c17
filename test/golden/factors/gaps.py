"""Loadings of symbols with missing returns, by NumPy's SVD least squares; writes gaps.csv and gaps.json beside it.

Run: python3 gaps.py (NumPy only). Every regression is solved on its own complete rows; ridge as the augmented problem
[Xs; sqrt(lambda) I]. Nothing is rolled and no formula is shared with the program that is tested.
"""
import json
import os

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
T = 400
PROXIES = ["SPY", "TLT", "MTUM", "VTV", "VUG", "IWM", "QUAL", "USMV"]
STYLES = PROXIES[2:]
SPREADS = [("VUG", "VTV"), ("MTUM", "SPY"), ("IWM", "SPY"), ("QUAL", "SPY")]
JOINT = [("SPY", None), ("VUG", "VTV"), ("MTUM", "SPY"), ("IWM", "SPY"), ("QUAL", "SPY"), ("USMV", "SPY"), ("TLT", None)]
SESSIONS = [20, 95, 200, 263, 290, 310, 330, 350, 399]


def market(rng):
    m = rng.normal(0.0004, 0.01, T)
    r = {"SPY": m, "TLT": rng.normal(0, 0.008, T) - 0.15 * m}
    for name, beta in [("MTUM", 1.05), ("VTV", 0.9), ("VUG", 1.1), ("IWM", 1.2), ("QUAL", 0.98), ("USMV", 0.7)]:
        r[name] = beta * m + rng.normal(0, 0.004, T)
    base = lambda beta, sd: beta * m + rng.normal(0, sd, T)
    r["FULL"] = base(1.1, 0.012)
    r["HOLES"] = base(0.8, 0.015)
    r["HOLES"][rng.random(T) < 0.15] = np.nan
    r["ONE_HOLE"] = base(0.9, 0.01)
    r["ONE_HOLE"][270] = np.nan
    r["NEW"] = base(1.3, 0.02)
    r["NEW"][:265] = np.nan
    r["GONE"] = base(1.0, 0.01)
    r["GONE"][305:] = np.nan
    r["SPARSE"] = base(1.0, 0.01)
    r["SPARSE"][np.arange(T) % 4 != 0] = np.nan
    r["CASHLIKE"] = np.zeros(T)
    r["HALTED"] = base(1.0, 0.01)
    r["HALTED"][200:] = 0.0
    r["BAD_TICK"] = base(1.0, 0.01)
    r["BAD_TICK"][205], r["BAD_TICK"][206] = 9.0, -0.9
    r["HUGE_TICK"] = base(1.0, 0.01)
    r["HUGE_TICK"][180] = 1e4
    r["COPY"] = r["SPY"].copy()
    r = {k: np.round(v, 6) for k, v in r.items()}
    r["TLT"][330] = np.nan
    r["QUAL"][[345, 346]] = np.nan
    return r


def ols(y, x):
    n, k = x.shape
    a = np.column_stack([np.ones(n), x])
    coef, _, _, _ = np.linalg.lstsq(a, y, rcond=None)
    res = y - a @ coef
    ssr = res @ res
    inv = np.linalg.inv(np.linalg.qr(a, mode="r"))
    s2 = ssr / (n - k - 1)
    se = np.sqrt(s2 * (inv * inv).sum(1))
    syy = ((y - y.mean()) ** 2).sum()
    return coef, se, (1 - ssr / syy if syy > 0 else None), s2


def rows(y, x, t, window):
    lo = max(0, t - window + 1)
    y, x = y[lo : t + 1], x[lo : t + 1]
    keep = ~(np.isnan(y) | np.isnan(x).any(1))
    return y[keep], x[keep]


def univariate(out, prefix, y, x, t, window, least):
    yy, xx = rows(y, x[:, None], t, window)
    n = len(yy)
    out[prefix + "_observations"] = n
    if n < least:
        return
    if np.ptp(yy) == 0:
        beta, alpha, se, r2 = 0.0, float(yy[0]), 0.0, None
    else:
        coef, errors, r2, _ = ols(yy, xx)
        alpha, beta, se = coef[0], coef[1], errors[1]
    out.update({prefix + "_beta": beta, prefix + "_alpha": alpha, prefix + "_std_error": se, prefix + "_r_squared": r2})


def ridge(out, y, x, t):
    yy, xx = rows(y, x, t, 90)
    n = len(yy)
    out["ridge_observations"] = n
    if n < 30:
        return
    mu, sd = xx.mean(0), xx.std(0)
    xs = (xx - mu) / sd
    s2 = np.linalg.svd(xs, compute_uv=False) ** 2
    out["ridge_effective_df"] = (s2 / (s2 + 1)).sum()
    if np.ptp(yy) == 0:
        g, r2 = np.zeros(6), None
    else:
        yc = yy - yy.mean()
        g = np.linalg.lstsq(np.vstack([xs, np.eye(6)]), np.concatenate([yc, np.zeros(6)]), rcond=None)[0]
        fit = xs @ g
        r2 = (fit @ yc + g @ g) / (yc @ yc)
    b = g / sd
    for name, value in zip(["momentum", "value", "growth", "size", "quality", "low_volatility"], b):
        out["ridge_" + name] = value
    out["ridge_intercept"] = yy.mean() - b @ mu
    out["ridge_r_squared"] = r2


def joint(out, y, x, t):
    yy, xx = rows(y, x, t, 252)
    n = len(yy)
    out["joint_observations"] = n
    if n < 126:
        return
    names = ["market", "growth_value", "momentum", "size", "quality", "low_volatility", "rates"]
    if np.ptp(yy) == 0:
        coef, se, r2, s2 = np.array([yy[0]] + [0.0] * 7), np.zeros(8), None, 0.0
    else:
        coef, se, r2, s2 = ols(yy, xx)
    for j, name in enumerate(names):
        out["joint_" + name], out["joint_" + name + "_std_error"] = coef[j + 1], se[j + 1]
    out.update({"joint_alpha": coef[0], "joint_r_squared": r2, "joint_specific_variance": s2})


def main():
    r = market(np.random.default_rng(20240613))
    leg = lambda long, short: r[long] if short is None else r[long] - r[short]
    styles = np.column_stack([r[s] for s in STYLES])
    factors = np.column_stack([leg(*f) for f in JOINT])
    answers = []
    for symbol in [s for s in r if s not in PROXIES]:
        for t in SESSIONS:
            out = {}
            y = r[symbol]
            univariate(out, "market", y, r["SPY"], t, 90, 30)
            univariate(out, "rates", y, r["TLT"], t, 90, 30)
            ridge(out, y, styles, t)
            for (long, short), name in zip(SPREADS, ["growth_value", "momentum", "size", "quality"]):
                univariate(out, "spread_" + name, y, leg(long, short), t, 180, 60)
            joint(out, y, factors, t)
            clean = {k: (None if v is None else v if isinstance(v, int) else float("%.15g" % v)) for k, v in out.items()}
            answers.append({"symbol": symbol, "session": t, "loadings": clean})
    covariances = []
    for t in SESSIONS:
        window = factors[max(0, t - 251) : t + 1]
        window = window[~np.isnan(window).any(1)]
        n = len(window)
        values = None if n < 126 else [float("%.15g" % v) for v in np.cov(window, rowvar=False).ravel()]
        condition = None if n < 126 else float("%.15g" % np.linalg.cond((window - window.mean(0)) / window.std(0)))
        covariances.append({"session": t, "observations": n, "values": values, "condition": condition})
    names = list(r)
    with open(os.path.join(HERE, "gaps.csv"), "w") as f:
        f.write(",".join(names) + "\n")
        for t in range(T):
            f.write(",".join("" if np.isnan(r[s][t]) else "%.10g" % r[s][t] for s in names) + "\n")
    with open(os.path.join(HERE, "gaps.json"), "w") as f:
        f.write('{"loadings": [\n' + ",\n".join(json.dumps(a) for a in answers) + "\n],\n")
        f.write('"covariances": [\n' + ",\n".join(json.dumps(a) for a in covariances) + "\n]}\n")


main()
