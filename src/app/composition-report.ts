import type { PlainDate } from "#core/dates/plain-date.ts";
import { BENCHMARK } from "#core/factors/factor-table.ts";
import { type ConcentrationLevel, concentrationLevel } from "#core/risk/interpretation.ts";
import { findConcentration } from "#db/stores/analytics-store.ts";
import { findSectorWeights } from "#db/stores/price-store.ts";
import {
  type Absence,
  NO_CAPITAL,
  NO_HOLDINGS,
  NO_SECTOR_SOURCE,
  NOT_RECORDED,
  type Reasons,
  whyMissing,
} from "./absence-reasons.ts";
import type { ApiContext } from "./api-context.ts";
import { readNav } from "./session-nav.ts";

type Context = Pick<ApiContext, "database">;

/** Weights over NAV; NaN where there is none. */
export interface SectorWeight {
  readonly sector: string;
  readonly weight: number;
  readonly benchmarkWeight: number;
  readonly activeWeight: number;
  /** Why weight is missing; null where it is not. */
  readonly reason: Absence | null;
}

export interface SectorReport {
  readonly asOf: PlainDate;
  readonly benchmark: string;
  /** Why the benchmark's weights are missing; null where they are not. */
  readonly benchmarkReason: Absence | null;
  readonly sectors: readonly SectorWeight[];
}

/** Sectors of the portfolio and of the benchmark, by name; null where nothing was computed for that session or before. */
export async function readSectorReport(
  { database }: Context,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<SectorReport | null> {
  const { db } = database.api;
  const row = await findConcentration(db, portfolioId, asOf);
  if (row === null) return null;
  const benchmark = await findSectorWeights(db, BENCHMARK);
  const own = new Map(row.sectors.map((sector, i) => [sector, row.sectorWeights[i] ?? Number.NaN]));
  const names = [...new Set([...own.keys(), ...Object.keys(benchmark ?? {})])].sort();
  return {
    asOf: row.asOf,
    benchmark: BENCHMARK,
    benchmarkReason: benchmark === null ? NO_SECTOR_SOURCE : null,
    sectors: names.map((sector) => {
      // A sector that only one of the two has is held by the other at exactly nothing.
      const weight = own.get(sector) ?? 0;
      const benchmarkWeight = benchmark === null ? Number.NaN : (benchmark[sector] ?? 0);
      const reason = Number.isNaN(weight) ? NO_CAPITAL : null;
      return { sector, weight, benchmarkWeight, activeWeight: weight - benchmarkWeight, reason };
    }),
  };
}

/** Shares of gross exposure, and exposures over NAV with options by their delta equivalent; NaN where there is none. */
export interface ConcentrationReport {
  readonly asOf: PlainDate;
  readonly hhi: number;
  readonly effectiveNumPositions: number;
  readonly top3: number;
  readonly top10: number;
  readonly deltaLongExposure: number;
  readonly deltaShortExposure: number;
  readonly deltaGrossExposure: number;
  readonly deltaNetExposure: number;
  readonly level: ConcentrationLevel | null;
  readonly reasons: Reasons;
}

/** Null where nothing was computed for that session or before. */
export async function readConcentrationReport(
  context: Context,
  portfolioId: string,
  asOf: PlainDate | null,
): Promise<ConcentrationReport | null> {
  const row = await findConcentration(context.database.api.db, portfolioId, asOf);
  if (row === null) return null;
  const number = (value: number | null) => value ?? Number.NaN;
  const numbers = {
    hhi: number(row.hhi),
    effectiveNumPositions: number(row.effectivePositions),
    top3: number(row.top3),
    top10: number(row.top10),
    deltaLongExposure: number(row.deltaLongExposure),
    deltaShortExposure: number(row.deltaShortExposure),
    deltaGrossExposure: number(row.deltaGrossExposure),
    deltaNetExposure: number(row.deltaNetExposure),
  };
  const overNav = (await readNav(context, portfolioId, row.asOf)) > 0 ? NOT_RECORDED : NO_CAPITAL;
  return {
    asOf: row.asOf,
    ...numbers,
    level: row.hhi === null ? null : concentrationLevel(row.hhi),
    reasons: {
      ...whyMissing(numbers, {
        hhi: NO_HOLDINGS,
        effectiveNumPositions: NO_HOLDINGS,
        top3: NO_HOLDINGS,
        top10: NO_HOLDINGS,
        deltaLongExposure: overNav,
        deltaShortExposure: overNav,
        deltaGrossExposure: overNav,
        deltaNetExposure: overNav,
      }),
      ...(row.hhi === null ? { level: NO_HOLDINGS } : {}),
    },
  };
}
