import { parseOccSymbol } from "#core/instruments/occ-symbol.ts";
import { type ConcentrationColumn, concentration } from "#core/risk/concentration.ts";
import { SECTOR_BUCKETS, sectorExposure, sectorShares, sharesBySymbol } from "#core/risk/sector-exposure.ts";
import { type Evidence, lotsHeld, offsetOf } from "../evidence.ts";
import type { Absence, ExplainFamily, ExplainInput, Reasoning, Unit } from "../explanation.ts";
import type { Given } from "../given.ts";
import { lotResults, seriesInput } from "../inputs.ts";
import { keyOf } from "../keys.ts";
import { type Holding, holdingsOf, weightInput } from "../risk-inputs.ts";
import { dotProduct, sum } from "../textbook.ts";
import { NO_CAPITAL, navInput } from "./position-pnl.ts";

interface Column {
  readonly title: string;
  readonly unit: Unit;
  readonly source: ConcentrationColumn;
  readonly explain: (evidence: Evidence) => Reasoning;
}

const SHARES = "s = |ΣV| of a symbol over the sum of them";

const COLUMNS: Readonly<Record<string, Column>> = {
  hhi: {
    title: "Herfindahl–Hirschman index",
    unit: "fraction",
    source: "hhi",
    explain: (evidence) =>
      ofShares(evidence, `HHI = Σs², ${SHARES}`, (shares) => sum(shares.map((share) => share * share))),
  },
  effective_positions: {
    title: "effective number of positions",
    unit: "ratio",
    source: "effective_positions",
    explain: (evidence) =>
      ofShares(
        evidence,
        `effective positions = 1/Σs², ${SHARES}`,
        (shares) => 1 / sum(shares.map((share) => share * share)),
      ),
  },
  top_3: topColumn(3, "top_3"),
  top_10: topColumn(10, "top_10"),
  delta_long_exposure: deltaColumn("long", "delta_long_exposure", "Σ w of the holdings with w > 0", (w) =>
    Math.max(w, 0),
  ),
  delta_short_exposure: deltaColumn("short", "delta_short_exposure", "Σ w of the holdings with w < 0", (w) =>
    Math.min(w, 0),
  ),
  delta_gross_exposure: deltaColumn("gross", "delta_gross_exposure", "Σ|w|", Math.abs),
  delta_net_exposure: deltaColumn("net", "delta_net_exposure", "Σw", (w) => w),
};

/** Columns of a stored concentration row that are explained, sectors apart. */
export const CONCENTRATION_KEYS: readonly string[] = Object.keys(COLUMNS);

function topColumn(count: number, source: ConcentrationColumn): Column {
  return {
    title: `share of the ${count} largest holdings`,
    unit: "fraction",
    source,
    explain: (evidence) =>
      ofShares(evidence, `top ${count} = sum of the ${count} largest s, ${SHARES}`, (shares) =>
        sum(shares.toSorted((a, b) => b - a).slice(0, count)),
      ),
  };
}

function deltaColumn(
  side: string,
  source: ConcentrationColumn,
  formula: string,
  part: (weight: number) => number,
): Column {
  return {
    title: `${side} exposure, options by their delta`,
    unit: "fraction of NAV",
    source,
    explain: (evidence) => ({
      formula: `${side} exposure = ${formula}`,
      inputs: [weightInput(evidence, "w", holdingsOf(evidence.riskHoldings)), navInput(evidence)],
      reproduce: (given) => (given.number("NAV") > 0 ? sum(given.values("w").map(part)) : Number.NaN),
      absence: NO_CAPITAL,
    }),
  };
}

export const concentrationFamily: ExplainFamily = {
  name: "concentration",
  title: "Concentration and sectors",
  methodPage: "methods/concentration.md",
  numbers: (evidence) => {
    const row = concentration(evidence.holdings, evidence.riskHoldings);
    return [
      ...Object.entries(COLUMNS).map(([name, { title, unit, source }]) => ({
        key: keyOf("concentration", name),
        title,
        unit,
        value: row[source],
      })),
      ...sectorExposure(evidence.holdings, sharesBySymbol(profileOf(evidence))).map(({ sector, weight }) => ({
        key: keyOf("concentration", "sector", sector),
        title: `weight of the sector ${sector}`,
        unit: "fraction of NAV" as const,
        value: weight,
      })),
    ];
  },
  explain: ({ key }, [name = "", sector], evidence) => {
    if (name === "sector" && sector !== undefined) return explainSector(evidence, sector);
    const column = COLUMNS[name];
    if (column === undefined) throw new RangeError(`no number ${key}`);
    return column.explain(evidence);
  },
};

function profileOf({ market }: Evidence) {
  return (symbol: string) => market.profiles.get(parseOccSymbol(symbol)?.underlying ?? symbol);
}

/** Market values of the lots of each holding: `V[label]`. */
function valueInputs(evidence: Evidence, held: readonly Holding[]): readonly ExplainInput[] {
  const { holdings } = evidence;
  return held.map(({ index, label, symbol }) => {
    const lots = lotsHeld(evidence).filter(
      ({ position, kind }) => position.symbol === symbol && kind === holdings.kinds[index],
    );
    return lotResults(`V[${label}]`, "market_value", lots, (lot) => lot.marketValue[offsetOf(evidence)]!, {
      about: `market value of each lot of ${label}`,
      unit: "USD",
      session: evidence.session,
    });
  });
}

const NOTHING_HELD: Absence = { code: "NO_HOLDINGS", message: "Nothing but cash is held." };

function ofShares(
  evidence: Evidence,
  formula: string,
  measure: (shares: readonly number[]) => number,
): Reasoning {
  return {
    formula,
    inputs: valueInputs(evidence, holdingsOf(evidence.holdings)),
    reproduce: (given) => {
      const values = given.indices("V").map((label) => Math.abs(sum(given.values(`V[${label}]`))));
      const gross = sum(values);
      return values.length === 0 ? Number.NaN : measure(values.map((value) => value / gross));
    },
    absence: NOTHING_HELD,
  };
}

/** A sector's weight: values times their share in it; the cash bucket takes what NAV has beside the holdings. */
function explainSector(evidence: Evidence, sector: string): Reasoning {
  const { holdings, market } = evidence;
  const held = everyHolding(evidence);
  const isCash = sector === SECTOR_BUCKETS.cash;
  const shares = held.map(({ index, label, symbol }) => {
    const share = sectorShares(holdings.kinds[index]!, profileOf(evidence)(symbol)).get(sector) ?? 0;
    return [label, share] as const;
  });
  const known = held
    .map(({ symbol }) => parseOccSymbol(symbol)?.underlying ?? symbol)
    .filter((symbol) => market.profiles.has(symbol));
  return {
    formula: isCash
      ? "weight = (NAV − Σᵢ ΣV + Σᵢ share·ΣV) / NAV: the ledger's cash and cash lots"
      : "weight = Σᵢ share·ΣV / NAV over the holdings",
    inputs: [
      navInput(evidence),
      seriesInput(
        "share",
        "holding",
        shares,
        { kind: "profile", symbols: [...new Set(known)], field: "sector" },
        {
          about: `share of each holding in ${sector}: its own sector, or a fund's look-through`,
          unit: "fraction",
        },
      ),
      ...valueInputs(evidence, held),
    ],
    reproduce: (given) => sectorWeight(given, isCash),
    absence: NO_CAPITAL,
  };
}

function sectorWeight(given: Given, isCash: boolean): number {
  const values = given.labels("share").map((label) => sum(given.values(`V[${label}]`)));
  const own = dotProduct(given.values("share"), values);
  const nav = given.number("NAV");
  if (!(nav > 0)) return Number.NaN;
  return (isCash ? nav - sum(values) + own : own) / nav;
}

/** Holdings with cash lots, which sectors count. */
function everyHolding({ holdings }: Evidence): readonly Holding[] {
  const cash = [...holdings.symbols.entries()].flatMap(([index, symbol]) =>
    holdings.kinds[index] === "cash" && holdings.marketValues[index] !== 0
      ? [
          {
            index,
            symbol,
            label: `${symbol} (cash)`,
            weight: holdings.weights[index]!,
            isListed: false,
          },
        ]
      : [],
  );
  return [...holdingsOf(holdings), ...cash];
}
