"""Rolling back-tests of the oracle's daily returns, series by series; writes backtests.csv beside it.

    python3 backtests.py ../../../../shared/oracle
"""
import csv
import os
import sys

sys.dont_write_bytecode = True
from tail_risk import LEVELS, rolling_backtests

oracle = sys.argv[1]
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "backtests.csv"), "w", newline="") as f:
    out = csv.writer(f, lineterminator="\n")
    out.writerow(["set", "series", "method", "level", "forecasts", "exceptions", "kupiec_p", "independence_p", "joint_p", "zone",
                  "bias"])
    for name in ("eustock", "synthetic"):
        with open(os.path.join(oracle, name, "returns.csv")) as g:
            rows = list(csv.DictReader(g))
        for symbol in sorted(set(rows[0]) - {"date"}):
            result = rolling_backtests([float(row[symbol]) for row in rows])
            for method in ("fhs", "hist", "gaussian"):
                for level in LEVELS:
                    r = result[f"{method}_{level}"]
                    out.writerow([name, symbol, method, level, r["forecasts"], r["exceptions"], repr(r["kupiec"][1]),
                                  repr(r["independence"][1]), repr(r["joint"][1]), r.get("zone", ""), ""])
            out.writerow([name, symbol, "volatility", *[""] * 7, repr(result["bias"])])
