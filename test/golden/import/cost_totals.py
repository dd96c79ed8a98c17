"""Cost of the open lots of each reference portfolio, by side: an independent answer for importTotals."""

import csv
import json
import sys
from decimal import Decimal
from pathlib import Path

NAMES = ["balanced-13", "real-etf-10", "real-long-short", "options-and-private"]


def totals(path: Path) -> dict[str, object]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    long = short = Decimal(0)
    count = 0
    for row in csv.DictReader(lines):
        count += 1
        if row["Exit Date"]:
            continue
        multiplier = 100 if row["Investment Class"] == "OPTIONS" else 1
        cost = Decimal(row["Quantity"]) * Decimal(row["Entry Price Per Share"]) * multiplier
        if cost > 0:
            long += cost
        else:
            short -= cost
    return {"positions": count, "longCost": str(long), "shortCost": str(short)}


print(json.dumps({name: totals(Path(sys.argv[1]) / f"{name}.csv") for name in NAMES}, indent=2))
