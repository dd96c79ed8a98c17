"""Answers for the statistics helpers by NumPy and Python's statistics module; writes stats.json beside it."""
import json
import math
import os
import statistics

import numpy as np

rng = np.random.default_rng(7)


def floats(a):
    return [float("%.17g" % v) for v in np.asarray(a, dtype=float).ravel()]


x = rng.normal(0.0005, 0.01, 60)
y = 0.8 * x + rng.normal(1000, 0.01, 60)
base = rng.normal(size=(40, 5))
spd = base.T @ base + 0.01 * np.eye(5)
b = rng.normal(size=5)
design = rng.normal(size=(80, 4))
design = np.column_stack([design, design[:, 0] + 1e-6 * rng.normal(size=80)])
target = design @ np.array([1.0, -2.0, 0.5, 3.0, 0.25]) + 0.01 * rng.normal(size=80)
coef, ssr, rank, _ = np.linalg.lstsq(design, target, rcond=None)
# Student's two-sided p for even degrees has a closed form (a finite sum); Abramowitz & Stegun 26.7.4.
def student_p(t, v):
    c2 = v / (v + t * t)
    term, total = 1.0, 1.0
    for i in range(1, v // 2):
        term *= c2 * (2 * i - 1) / (2 * i)
        total += term
    return 1 - abs(t) / math.sqrt(v + t * t) * total


out = {
    "x": floats(x),
    "y": floats(y),
    "varianceX": float(np.var(x, ddof=1)),
    "populationVarianceX": float(np.var(x)),
    "covarianceXY": float(np.cov(x, y)[0, 1]),
    "spd": floats(spd),
    "rhs": floats(b),
    "solution": floats(np.linalg.solve(spd, b)),
    "inverse": floats(np.linalg.inv(spd)),
    "eigenvalues": floats(np.linalg.eigvalsh(spd)[::-1]),
    "design": floats(design),
    "target": floats(target),
    "coefficients": floats(coef),
    "ssr": float(ssr[0]),
    "student": [[t, v, student_p(t, v)] for v in [2, 28, 88, 178, 244] for t in [0.0, 0.1, 0.7, -1.3, 1.96, 3.0, 6.5]],
    "normal": [[z, statistics.NormalDist().cdf(z), statistics.NormalDist().pdf(z)] for z in [-8, -5, -3, -2.9, -1, -0.1, 0, 0.5, 1.645, 2.999, 3.0, 4, 7]],
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "stats.json"), "w") as f:
    f.write(json.dumps(out).replace('], "', '],\n"') + "\n")
