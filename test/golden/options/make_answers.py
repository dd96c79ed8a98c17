"""Prices, Greeks and implied volatilities of European options, by SciPy.

    python3 make_answers.py

writes `black-scholes.csv` and `implied-volatility.csv`. Prices and Greeks are the closed forms with a continuous
dividend yield, over `scipy.stats.norm`; a sample of the prices is checked against the integral of the discounted
payoff, and of the Greeks against central differences, before anything is written. Implied volatilities are the
roots that `scipy.optimize.brentq` finds between 3 % and 300 % for a premium in whole cents.
"""
import csv
from pathlib import Path

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.stats import norm

HERE = Path(__file__).parent


def price(kind, s, k, t, v, r, q):
    sign = 1 if kind == "CALL" else -1
    d1 = (np.log(s / k) + (r - q + v * v / 2) * t) / (v * np.sqrt(t))
    d2 = d1 - v * np.sqrt(t)
    return sign * (s * np.exp(-q * t) * norm.cdf(sign * d1) - k * np.exp(-r * t) * norm.cdf(sign * d2))


def greeks(kind, s, k, t, v, r, q):
    sign = 1 if kind == "CALL" else -1
    d1 = (np.log(s / k) + (r - q + v * v / 2) * t) / (v * np.sqrt(t))
    d2 = d1 - v * np.sqrt(t)
    asset, bond = s * np.exp(-q * t), k * np.exp(-r * t)
    delta = sign * np.exp(-q * t) * norm.cdf(sign * d1)
    gamma = np.exp(-q * t) * norm.pdf(d1) / (s * v * np.sqrt(t))
    vega = asset * norm.pdf(d1) * np.sqrt(t)
    theta = (-asset * norm.pdf(d1) * v / (2 * np.sqrt(t))
             - sign * r * bond * norm.cdf(sign * d2) + sign * q * asset * norm.cdf(sign * d1))
    rho = sign * t * bond * norm.cdf(sign * d2)
    return delta, gamma, vega, theta, rho


def integral(kind, s, k, t, v, r, q):
    """Discounted expectation of the payoff over the standard normal variable, split where the payoff has its kink."""
    sign = 1 if kind == "CALL" else -1
    kink = (np.log(k / s) - (r - q - v * v / 2) * t) / (v * np.sqrt(t))
    def payoff(z):
        end = s * np.exp((r - q - v * v / 2) * t + v * np.sqrt(t) * z)
        return max(sign * (end - k), 0.0) * norm.pdf(z)
    total = sum(quad(payoff, *span, epsabs=1e-13, epsrel=1e-12, limit=400)[0]
                for span in ((min(-12, kink - 1), kink), (kink, max(12, kink + 1))))
    return np.exp(-r * t) * total


def check(case):
    kind, s, k, t, v, r, q = case
    assert abs(integral(*case) - price(*case)) < 1e-7 * s, case
    def difference(i, h):
        up, down = list(case), list(case)
        up[i] += h
        down[i] -= h
        return (price(*up) - price(*down)) / (2 * h)
    delta, gamma, vega, theta, rho = greeks(*case)
    for closed, numeric, scale in (
        (delta, difference(1, s * 1e-5), 1), (vega, difference(4, 1e-5), s),
        (theta, -difference(3, t * 1e-4), s), (rho, difference(5, 1e-6), s),
    ):
        assert abs(closed - numeric) < 1e-5 * scale, (case, closed, numeric)


def main():
    cases = [
        (kind, s, 100.0, t, v, r, q)
        for kind in ("CALL", "PUT")
        for s in (60.0, 90.0, 100.0, 112.5, 170.0)
        for t in (1 / 365, 30 / 365, 1.0, 3.0)
        for v in (0.1, 0.35, 1.2)
        for r, q in ((0.0, 0.0), (0.05, 0.0), (0.03, 0.045), (-0.005, 0.02))
    ]
    for case in cases[::7]:
        check(case)
    with open(HERE / "black-scholes.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["type", "underlying", "strike", "years", "volatility", "rate", "dividend_yield",
                      "price", "delta", "gamma", "vega", "theta", "rho"])
        for case in cases:
            out.writerow([case[0], *(f"{x:.17g}" for x in (*case[1:], price(*case), *greeks(*case)))])
    with open(HERE / "implied-volatility.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["type", "underlying", "strike", "years", "rate", "dividend_yield", "price", "volatility"])
        for kind, s, k, t, v, r, q in cases:
            premium = round(float(price(kind, s, k, t, v, r, q)), 2)
            if premium == 0:
                continue
            excess = lambda x: price(kind, s, k, t, x, r, q) - premium
            solved = "" if excess(0.03) > 0 or excess(3.0) < 0 else brentq(excess, 0.03, 3.0, xtol=1e-15, rtol=1e-15)
            # Where a whole volatility point moves the premium by less than a thousandth of a cent nothing is implied.
            if solved != "" and greeks(kind, s, k, t, solved, r, q)[2] < 1e-3:
                continue
            out.writerow([kind, *(f"{x:.17g}" for x in (s, k, t, r, q, premium)),
                          solved if solved == "" else f"{solved:.17g}"])


if __name__ == "__main__":
    main()
