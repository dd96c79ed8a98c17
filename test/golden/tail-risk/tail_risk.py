"""Tail risk, back-tests and performance written out with NumPy and SciPy; what the answers are made with."""
import numpy as np
from scipy import stats
from scipy.special import xlogy

WINDOW, SEED, MINIMUM = 504, 63, 252
LEVELS = {"95": 0.05, "99": 0.01}


def filtered(returns):
    """Scenarios of the next return, their scales and places, and the variance forecast; None is never returned."""
    returns = np.asarray(returns, dtype=float)
    start = max(0, len(returns) - WINDOW)
    before = returns[max(0, start - SEED):]
    seed = before[~np.isnan(before)][:SEED]
    h = np.mean(seed ** 2) if len(seed) else np.nan
    places = [i for i in range(start, len(returns)) if not np.isnan(returns[i])]
    variances = []
    for i in places:
        variances.append(h)
        h = 0.94 * h + 0.06 * returns[i] ** 2
    z = returns[places] / np.sqrt(variances)
    return z * np.sqrt(h), np.sqrt(h / np.array(variances)), places, h


def tail_row(returns):
    x, _, places, h = filtered(returns)
    row = {"observations": len(places)}
    if len(places) < MINIMUM:
        return row
    r = np.asarray(returns, dtype=float)[places]
    row["forecast_vol"] = np.sqrt(h)
    mu, sd = r.mean(), r.std()
    s, k = stats.skew(r), stats.kurtosis(r)
    for level, a in LEVELS.items():
        q = np.quantile(x, a)
        row["fhs_var_" + level] = -q
        row["fhs_es_" + level] = -x[x <= q].mean()
        row["hist_var_" + level] = -np.quantile(r, a)
        row["hist_es_" + level] = -r[r <= np.quantile(r, a, method="inverted_cdf")].mean()
        row["hist_es_exact_" + level] = -exact_tail_mean(r, a)
        z = stats.norm.ppf(a)
        row["gaussian_var_" + level] = -(mu + z * sd)
        row["gaussian_es_" + level] = -mu + sd * stats.norm.pdf(z) / a
        w = z + (z ** 2 - 1) * s / 6 + (z ** 3 - 3 * z) * k / 24 - (2 * z ** 3 - 5 * z) * s ** 2 / 36
        row["cornish_fisher_var_" + level] = -(mu + w * sd) if monotone(s, k) else None
    return row


def exact_tail_mean(r, a):
    """1/a times the integral of the inverted cdf from 0 to a, element by element."""
    n = len(r)
    total = 0.0
    for i, value in enumerate(np.sort(r)):
        total += value * max(0.0, min(a, (i + 1) / n) - i / n)
    return total / a


def monotone(s, k):
    """Whether the Cornish-Fisher polynomial increases: roots of its derivative, not the discriminant."""
    derivative = np.polynomial.Polynomial(
        [1 - k / 8 + 5 * s ** 2 / 36, s / 3, k / 8 - s ** 2 / 6])
    roots = derivative.roots()
    real = roots[np.abs(roots.imag) < 1e-12 * np.maximum(1, np.abs(roots.real))]
    return len(real) == 0 and derivative(0) > 0


def likelihood_ratio(restricted, free):
    return max(0.0, -2 * (restricted - free))


def backtest(forecasts, realized, level):
    a = LEVELS[level]
    pairs = ~(np.isnan(forecasts) | np.isnan(realized))
    hit = np.where(pairs, realized < -np.asarray(forecasts), False)
    n, x = int(pairs.sum()), int(hit.sum())
    out = {"forecasts": n, "exceptions": x}
    if n < 250:
        return out
    kupiec = likelihood_ratio(xlogy(n - x, 1 - a) + xlogy(x, a), xlogy(n - x, 1 - x / n) + xlogy(x, x / n))
    both = pairs[:-1] & pairs[1:]
    N = np.array([[np.sum(both & (hit[:-1] == i) & (hit[1:] == j)) for j in (0, 1)] for i in (0, 1)], dtype=float)
    p = N[:, 1].sum() / max(1, N.sum())
    free = 0.0
    for i in (0, 1):
        own = N[i, 1] / max(1, N[i].sum())
        free += xlogy(N[i, 0], 1 - own) + xlogy(N[i, 1], own)
    independence = likelihood_ratio(xlogy(N[:, 0].sum(), 1 - p) + xlogy(N[:, 1].sum(), p), free)
    for name, lr, degrees in (("kupiec", kupiec, 1), ("independence", independence, 1),
                              ("joint", kupiec + independence, 2)):
        out[name] = [lr, float(stats.chi2.sf(lr, degrees))]
    if level == "99":
        c = stats.binom.cdf(x, n, 0.01)
        out["zone"] = "red" if c >= 0.9999 else "yellow" if c >= 0.95 else "green"
    return out


def rolling_backtests(returns):
    returns = np.asarray(returns, dtype=float)
    rows = [tail_row(returns[max(0, t + 1 - WINDOW - SEED):t + 1]) for t in range(len(returns) - 1)]
    realized = returns[1:]
    out = {}
    for method in ("fhs", "hist", "gaussian"):
        for level in LEVELS:
            forecasts = np.array([row.get(f"{method}_var_{level}", np.nan) for row in rows])
            out[f"{method}_{level}"] = backtest(forecasts, realized, level)
    vols = np.array([row.get("forecast_vol", np.nan) for row in rows])
    ratio = realized / vols
    out["bias"] = float(np.std(ratio[~np.isnan(ratio)], ddof=1))
    return out


def performance(returns, benchmark, risk_free):
    """Figures of the returns after the first one, whose own return counts in the index only."""
    r, b = np.asarray(returns[1:]), np.asarray(benchmark[1:])
    f = np.nan_to_num(np.asarray(risk_free[1:], dtype=float), nan=0.0)
    n = len(r)
    index = np.concatenate([[1.0], np.cumprod(1 + np.asarray(returns))])
    falls = index / np.maximum.accumulate(index) - 1
    trough = int(falls.argmin())
    peak = int(index[:trough + 1].argmax())
    recovered = [k for k in range(trough, len(index)) if index[k] >= index[peak]]
    annual = np.prod(1 + r) ** (252 / n) - 1
    te = np.std(r - b, ddof=1) * np.sqrt(252)
    slope, intercept = np.polyfit(b - f, r - f, 1)
    return {
        "cumulative_return": index[-1] - 1,
        "annualized_return": annual,
        "annualized_volatility": np.std(r, ddof=1) * np.sqrt(252),
        "sharpe": np.mean(r - f) / np.std(r - f, ddof=1) * np.sqrt(252),
        "sortino": np.mean(r - f) / np.sqrt(np.mean(np.minimum(r, 0) ** 2)) * np.sqrt(252),
        "calmar": annual / abs(falls.min()),
        "max_drawdown": falls.min(),
        "tracking_error": te,
        "information_ratio": (annual - (np.prod(1 + b) ** (252 / n) - 1)) / te,
        "information_ratio_arithmetic": np.mean(r - b) * 252 / te,
        "alpha": intercept * 252,
        "beta_to_benchmark": slope,
        "up_capture": r[b > 0].mean() / b[b > 0].mean(),
        "down_capture": r[b <= 0].mean() / b[b <= 0].mean(),
        "current_drawdown": falls[-1],
        "drawdown_peak": peak - 1,
        "drawdown_trough": trough - 1,
        "drawdown_recovery": recovered[0] - 1 if recovered else None,
        "observations": n,
    }
