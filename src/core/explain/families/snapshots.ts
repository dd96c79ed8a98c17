import { type LotPath, PRICE_SOURCE, type Valuation } from "#core/valuation/valuation.ts";
import { type Evidence, lotsHeld, offsetOf } from "../evidence.ts";
import type { ExplainFamily, ExplainInput, Reasoning, Unit } from "../explanation.ts";
import { lotFacts, lotResults, resultInput, resultsInput } from "../inputs.ts";
import { keyOf } from "../keys.ts";
import { dotProduct, product, sum } from "../textbook.ts";
import { exitUnits, explainCash, flowInput, multipliers } from "./ledger-cash.ts";
import { dividendInputs, NO_CAPITAL } from "./position-pnl.ts";

/** Columns of a snapshot that are series of the ledger, by their name there. */
type Series = Exclude<
  { [Name in keyof Valuation]: Valuation[Name] extends ArrayLike<number> ? Name : never }[keyof Valuation],
  "lots" | "findings"
>;

interface Column {
  readonly title: string;
  readonly unit: Unit;
  readonly value: (evidence: Evidence) => number;
  readonly explain: (evidence: Evidence) => Reasoning;
}

function column(title: string, unit: Unit, series: Series, explain: Column["explain"]): Column {
  return {
    title,
    unit,
    value: ({ valuation, ...e }) => valuation[series][e.ordinal - valuation.firstOrdinal]!,
    explain,
  };
}

const COLUMNS: Readonly<Record<string, Column>> = {
  nav: column("net asset value", "USD", "nav", (evidence) => ({
    formula: "NAV = cash + ΣV",
    inputs: [snapshotInput(evidence, "cash", "cash"), valuesInput(evidence, "V", lotsHeld(evidence))],
    reproduce: (given) => given.number("cash") + sum(given.values("V")),
  })),
  cash: column("cash", "USD", "cash", explainCash),
  long_exposure: column("long exposure", "USD", "longExposure", (evidence) => ({
    formula: "long exposure = Σ V of the lots with V > 0",
    inputs: [valuesInput(evidence, "V", lotsHeld(evidence))],
    reproduce: (given) => sum(given.values("V").filter((value) => value > 0)),
  })),
  short_exposure: column("short exposure", "USD", "shortExposure", (evidence) => ({
    formula: "short exposure = Σ V of the lots with V < 0",
    inputs: [valuesInput(evidence, "V", lotsHeld(evidence))],
    reproduce: (given) => sum(given.values("V").filter((value) => value < 0)),
  })),
  gross_exposure: column("gross exposure", "USD", "grossExposure", (evidence) => ({
    formula: "gross exposure = L − S",
    inputs: exposureInputs(evidence),
    reproduce: (given) => given.number("L") - given.number("S"),
  })),
  net_exposure: column("net exposure", "USD", "netExposure", (evidence) => ({
    formula: "net exposure = L + S",
    inputs: exposureInputs(evidence),
    reproduce: (given) => given.number("L") + given.number("S"),
  })),
  flow: column("changes of equity on the session", "USD", "flow", (evidence) => ({
    formula: "flow = ΣF",
    inputs: [flowInput(evidence, "F", evidence.ordinal, true)],
    reproduce: (given) => sum(given.values("F")),
  })),
  dividends: column("dividends of the session", "USD", "dividends", explainDividends),
  realized_pnl: column("P&L realised on the session", "USD", "realizedPnl", explainRealizedPnl),
  unrealized_pnl: column("unrealised P&L", "USD", "unrealizedPnl", (evidence) => {
    const held = lotsHeld(evidence);
    return {
      formula: "unrealised P&L = Σ(V − C) of the lots held",
      inputs: [
        valuesInput(evidence, "V", held),
        lotResults("C", "cost_basis", held, (lot) => lot.entry!.cost, {
          about: "cost basis of each lot",
          unit: "USD",
          session: evidence.session,
        }),
      ],
      reproduce: (given) => sum(given.values("V")) - sum(given.values("C")),
    };
  }),
  daily_pnl: column("P&L of the session", "USD", "dailyPnl", explainDailyPnl),
  daily_return: column("return of the session", "fraction a session", "dailyReturn", explainDailyReturn),
  cumulative_return: column(
    "return since the first entry",
    "fraction",
    "cumulativeReturn",
    explainCumulativeReturn,
  ),
  position_count: column("lots held", "count", "positionCount", (evidence) => ({
    formula: "number of lots with q ≠ 0",
    inputs: [
      lotResults("q", "quantity", lotsHeld(evidence), (lot) => lot.quantity[offsetOf(evidence)]!, {
        about: "quantity of each lot held",
        unit: "units",
        session: evidence.session,
      }),
    ],
    reproduce: (given) => given.values("q").filter((value) => value !== 0).length,
  })),
  unpriced_value: {
    title: "value held without a market price",
    unit: "USD",
    value: (evidence) => sum(unpriced(evidence).map((lot) => Math.abs(lot.marketValue[offsetOf(evidence)]!))),
    explain: (evidence) => ({
      formula: "unpriced value = Σ|V| of the lots held at their entry price",
      inputs: [valuesInput(evidence, "V", unpriced(evidence))],
      reproduce: (given) => sum(given.values("V").map(Math.abs)),
    }),
  },
};

/** Columns of a stored snapshot that are explained. */
export const SNAPSHOT_COLUMNS: readonly string[] = Object.keys(COLUMNS);

export const snapshotsFamily: ExplainFamily = {
  name: "snapshots",
  title: "Net asset value, cash and P&L",
  methodPage: "methods/valuation.md",
  numbers: (evidence) =>
    Object.entries(COLUMNS).map(([name, { title, unit, value }]) => ({
      key: keyOf("snapshots", name),
      title,
      unit,
      value: value(evidence),
    })),
  explain: ({ key }, [name = ""], evidence) => {
    const found = COLUMNS[name];
    if (found === undefined) throw new RangeError(`no number ${key}`);
    return found.explain(evidence);
  },
};

function unpriced(evidence: Evidence): readonly LotPath[] {
  return lotsHeld(evidence).filter(({ source }) => source[offsetOf(evidence)] === PRICE_SOURCE.entry);
}

function valuesInput(evidence: Evidence, name: string, lots: readonly LotPath[]): ExplainInput {
  return lotResults(name, "market_value", lots, (lot) => lot.marketValue[offsetOf(evidence)]!, {
    about: "market value of each lot",
    unit: "USD",
    session: evidence.session,
  });
}

/** Another column of a snapshot, of the same session or an earlier one. */
export function snapshotInput(
  evidence: Evidence,
  name: string,
  columnName: string,
  ordinal: number = evidence.ordinal,
): ExplainInput {
  const { title, unit, value } = COLUMNS[columnName]!;
  return resultInput(name, keyOf("snapshots", columnName), value({ ...evidence, ordinal }), {
    about: title,
    unit,
    session: evidence.calendar.session(ordinal),
  });
}

function exposureInputs(evidence: Evidence): readonly ExplainInput[] {
  return [snapshotInput(evidence, "L", "long_exposure"), snapshotInput(evidence, "S", "short_exposure")];
}

function explainDividends(evidence: Evidence): Reasoning {
  const { valuation, ordinal } = evidence;
  const lots = valuation.lots.filter(({ dividends }) => dividends.some((one) => one.ordinal === ordinal));
  return {
    formula: "dividends = Σ q·d over the lots held at the close before",
    inputs: lots.flatMap((lot) =>
      dividendInputs(evidence, lot, { from: ordinal, to: ordinal }, `[${lot.position.id}]`),
    ),
    reproduce: (given) =>
      sum(given.indices("q").map((id) => dotProduct(given.values(`q[${id}]`), given.values(`d[${id}]`)))),
  };
}

function explainRealizedPnl(evidence: Evidence): Reasoning {
  const lots = evidence.valuation.lots.filter(({ closing }) => closing?.ordinal === evidence.ordinal);
  return {
    formula: "realised P&L = Σ m·(q1·p1 − q0·p0) of the lots that ended on the session",
    inputs: [
      multipliers("m", lots),
      lotFacts("q0", "quantity", lots, (lot) => lot.entry!.quantity, {
        about: "units as traded on the entry session",
        unit: "units",
      }),
      lotFacts("p0", "entry_price", lots, (lot) => lot.entry!.price, {
        about: "entry price per unit as traded",
        unit: "USD per unit",
      }),
      lotFacts("q1", "quantity", lots, (lot) => exitUnits(evidence, lot), {
        about: "units as traded on the session",
        unit: "units",
      }),
      lotFacts("p1", "exit_price", lots, (lot) => lot.closing!.price, {
        about: "exit price per unit as traded, or the value at which an option settled",
        unit: "USD per unit",
      }),
    ],
    reproduce: (given) => {
      const [q0, p0, q1, p1] = ["q0", "p0", "q1", "p1"].map((name) => given.values(name)) as [
        readonly number[],
        readonly number[],
        readonly number[],
        readonly number[],
      ];
      return sum(given.values("m").map((m, i) => m * (q1[i]! * p1[i]! - q0[i]! * p0[i]!)));
    },
  };
}

/** On the first session there is no NAV before: what the lots gained since they were bought is the P&L. */
function explainDailyPnl(evidence: Evidence): Reasoning {
  if (offsetOf(evidence) === 0)
    return {
      formula: "P&L of the first session = U + R + D: unrealised, realised, dividends",
      inputs: [
        snapshotInput(evidence, "U", "unrealized_pnl"),
        snapshotInput(evidence, "R", "realized_pnl"),
        snapshotInput(evidence, "D", "dividends"),
      ],
      reproduce: (given) => given.number("U") + given.number("R") + given.number("D"),
    };
  return {
    formula: "P&L = NAV − NAV₋₁ − F",
    inputs: [
      snapshotInput(evidence, "NAV", "nav"),
      snapshotInput(evidence, "NAV₋₁", "nav", evidence.ordinal - 1),
      snapshotInput(evidence, "F", "flow"),
    ],
    reproduce: (given) => given.number("NAV") - given.number("NAV₋₁") - given.number("F"),
  };
}

function explainDailyReturn(evidence: Evidence): Reasoning {
  const pnl = snapshotInput(evidence, "P&L", "daily_pnl");
  if (offsetOf(evidence) === 0)
    return {
      formula: "return of the first session = P&L / (NAV − P&L), over the equity before the entries",
      inputs: [pnl, snapshotInput(evidence, "NAV", "nav")],
      reproduce: (given) => ratioOf(given.number("P&L"), given.number("NAV") - given.number("P&L")),
      absence: NO_CAPITAL,
    };
  return {
    formula: "return = P&L / (NAV₋₁ + F)",
    inputs: [
      pnl,
      snapshotInput(evidence, "NAV₋₁", "nav", evidence.ordinal - 1),
      snapshotInput(evidence, "F", "flow"),
    ],
    reproduce: (given) => ratioOf(given.number("P&L"), given.number("NAV₋₁") + given.number("F")),
    absence: NO_CAPITAL,
  };
}

function ratioOf(gain: number, capital: number): number {
  return capital > 0 ? gain / capital : Number.NaN;
}

function explainCumulativeReturn(evidence: Evidence): Reasoning {
  const { valuation, calendar, ordinal } = evidence;
  const entries = Array.from({ length: ordinal - valuation.firstOrdinal + 1 }, (_, t) => ({
    label: calendar.session(valuation.firstOrdinal + t),
    key: keyOf("snapshots", "daily_return"),
    value: valuation.dailyReturn[t]!,
  }));
  return {
    formula: "cumulative return = Π(1 + r) − 1",
    inputs: [
      resultsInput("r", "session", entries, {
        about: "return of every session since the first entry",
        unit: "fraction a session",
      }),
    ],
    reproduce: (given) => product(given.values("r").map((value) => 1 + value)) - 1,
    absence: {
      code: "NONPOSITIVE_CAPITAL",
      message: "On a session without capital there is no return, and the index ends there.",
    },
  };
}
