"""Answers for covariance estimators and the structure of correlations by NumPy and SciPy; prints answers.json.

No formula is written as in the program: Ledoit-Wolf after the authors' matrix form and scikit-learn's, clusters by
scipy.cluster.hierarchy, the repaired matrix by eigh and two diagonal products.
"""
import json

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

rng = np.random.default_rng(20)


def floats(a):
    return [None if np.isnan(v) else float("%.17g" % v) for v in np.asarray(a, dtype=float).ravel()]


def identity_target(x):
    """As scikit-learn's ledoit_wolf."""
    n, p = x.shape
    x = x - x.mean(axis=0)
    x2 = x**2
    mu = (x2.sum() / n) / p
    delta_ = ((x.T @ x) ** 2).sum() / n**2
    beta_ = (x2.T @ x2).sum()
    beta = 1.0 / (p * n) * (beta_ / n - delta_)
    delta = (delta_ - 2.0 * mu * (x2.sum() / n) + p * mu**2) / p
    shrinkage = 0.0 if min(beta, delta) == 0 else min(beta, delta) / delta
    return (1 - shrinkage) * (x.T @ x / n) + shrinkage * mu * np.eye(p), shrinkage, mu


def constant_correlation(x):
    """As the authors' covCor."""
    t, p = x.shape
    x = x - x.mean(axis=0)
    s = x.T @ x / t
    var = np.diag(s)[:, None]
    sd = np.sqrt(var)
    rbar = ((s / (sd @ sd.T)).sum() - p) / (p * (p - 1))
    prior = rbar * (sd @ sd.T)
    np.fill_diagonal(prior, var[:, 0])
    y = x**2
    phi_mat = y.T @ y / t - 2 * (x.T @ x) * s / t + s**2
    term1 = (x**3).T @ x / t
    help_ = x.T @ x / t
    theta = term1 - np.diag(help_)[:, None] * s - help_ * var + var * s
    np.fill_diagonal(theta, 0)
    rho = np.diag(phi_mat).sum() + rbar * ((1 / sd) @ sd.T * theta).sum()
    gamma = np.linalg.norm(s - prior, "fro") ** 2
    shrinkage = max(0.0, min(1.0, (phi_mat.sum() - rho) / gamma / t))
    return shrinkage * prior + (1 - shrinkage) * s, shrinkage, rbar


def estimates(x):
    out = {}
    for name, (values, shrinkage, parameter) in {
        "identity": identity_target(x),
        "constantCorrelation": constant_correlation(x),
    }.items():
        out[name] = {
            "values": floats(values),
            "shrinkage": shrinkage,
            "parameter": parameter,
            "condition": float(np.linalg.cond(values)),
        }
    out["sample"] = {"values": floats(np.cov(x, rowvar=False)), "condition": float(np.linalg.cond(np.cov(x, rowvar=False)))}
    return out


def returns(n, p, common):
    market = rng.standard_t(5, size=(n, 1)) * 0.008
    own = rng.standard_t(4, size=(n, p)) * rng.uniform(0.003, 0.02, p)
    return np.round(common * market * rng.uniform(0.3, 1.6, p) + own, 6)


def repair(c):
    w, v = np.linalg.eigh(c)
    w = np.maximum(w, 1e-12 * w[-1])
    b = v @ np.diag(w) @ v.T
    d = np.diag(1 / np.sqrt(np.diag(b)))
    return d @ b @ d


def lower(c):
    return [c[i, j] for i in range(len(c)) for j in range(i)]


def pairwise(x):
    """Pearson, pairwise complete."""
    p = x.shape[1]
    c = np.eye(p)
    for i in range(p):
        for j in range(i):
            ok = ~np.isnan(x[:, i] + x[:, j])
            c[i, j] = c[j, i] = np.corrcoef(x[ok, i], x[ok, j])[0, 1]
    return c


def groups(c):
    """Members of each cluster by index, as sorted lists."""
    d = 1 - np.nan_to_num(c, nan=0.0)
    np.fill_diagonal(d, 0)
    labels = fcluster(linkage(squareform(d, checks=False), method="average"), 0.5, criterion="distance")
    return sorted([int(i) for i in np.flatnonzero(labels == k)] for k in set(labels))


def effective(c):
    q = np.linalg.eigvalsh(c) / len(c)
    q = q[q > 0]
    return float(np.exp(-(q * np.log(q)).sum()))


small = returns(60, 5, 1.0)
wide = returns(10, 12, 0.6)
hedged = returns(80, 4, 0.0)

# Six symbols over 300 sessions: C starts late but has 130 returns, D has too few, B, E and F have holes.
NAMES = "ABCDEF"
WEIGHTS = np.array([0.5, -0.2, 0.4, 0.3, 0.1, 0.2])
gappy = returns(300, 6, 1.0)
gappy[: 300 - 130, 2] = np.nan
gappy[: 300 - 125, 3] = np.nan
gappy[[100, 200, 250, 251], 1] = np.nan
gappy[[10, 250, 299], 4] = np.nan
gappy[180, 5] = np.nan


def gap_case(held, kept):
    """The estimate of a book of `held` symbols, of which those `kept` are to be in it."""
    inside, book = [NAMES.index(k) for k in kept], [NAMES.index(k) for k in held]
    window = gappy[-252:][:, inside]
    rows = window[~np.isnan(window).any(axis=1)]
    values, shrinkage, _ = constant_correlation(rows)
    w = WEIGHTS[inside]
    return {
        "held": held,
        "kept": kept,
        "weights": dict(zip(held, WEIGHTS[book])),
        "observations": len(rows),
        "values": floats(values),
        "shrinkage": shrinkage,
        "volatility": float(np.sqrt(252 * w @ values @ w)),
        "coverage": float(np.abs(w).sum() / np.abs(WEIGHTS[book]).sum()),
    }


# Pairwise estimates from disjoint histories: indefinite.
holes = returns(90, 10, 6.0)
for column in range(10):
    holes[rng.random(90) < 0.3, column] = np.nan
indefinite = pairwise(holes)
noisy = np.eye(6)
for i in range(6):
    for j in range(i):
        noisy[i, j] = noisy[j, i] = np.round(rng.uniform(-0.9, 0.95), 3)

clusters = []
for p, blocks, level in [(8, 3, 0.75), (15, 4, 0.7), (30, 6, 0.65), (30, 1, 0.5), (12, 12, 0.0)]:
    factor = rng.normal(size=(200, blocks))
    load = np.sqrt(level)
    x = np.column_stack([load * factor[:, rng.integers(blocks)] + np.sqrt(1 - level) * rng.normal(size=200) for _ in range(p)])
    c = np.round(np.corrcoef(x, rowvar=False), 9)
    clusters.append(c)
gapped = clusters[1].copy()
for i, j in [(6, 0), (6, 3), (10, 6), (12, 11), (14, 0)]:
    gapped[i, j] = gapped[j, i] = np.nan
clusters.append(gapped)

symmetric = rng.normal(size=(30, 30))
symmetric = symmetric + symmetric.T
symmetric[:, 7] = symmetric[7, :] = 0

print(json.dumps({
    "estimates": [
        {"name": name, "n": x.shape[0], "p": x.shape[1], "rows": floats(x), **estimates(x)}
        for name, x in [("five series", small), ("more series than rows", wide), ("unrelated series", hedged)]
    ],
    "gaps": {"returns": floats(gappy.T), "cases": [gap_case("ABCDE", "ABCE"), gap_case("ABCEF", "ABEF")]},
    "repair": [
        {"n": len(c), "matrix": floats(c), "smallest": float(np.linalg.eigvalsh(c)[0]), "repaired": floats(repair(c)),
         "largestChange": float(np.abs(repair(c) - c).max())}
        for c in [indefinite, noisy]
    ],
    "eigenvalues": {"n": 30, "matrix": floats(symmetric), "values": floats(np.linalg.eigvalsh(symmetric)[::-1])},
    "clusters": [{"n": len(c), "correlations": floats(lower(c)), "groups": groups(c)} for c in clusters],
    "effective": [
        {"n": len(c), "correlations": floats(lower(c)), "value": effective(repair(c) if np.linalg.eigvalsh(c)[0] < 1e-12 else c)}
        for c in [*clusters[:5], noisy, indefinite]
    ],
}))
