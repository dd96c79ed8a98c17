import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BetaDiagnosticsAsOf, readBetaDiagnostics } from "#app/symbol-diagnostics.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import {
  balanced13,
  hasBalanced13,
  LAST_SESSION,
  openTestPlatform,
  type TestPlatform,
} from "#test/support/platform.ts";

/** Nobody holds them. */
const REFERENCES = Array.from({ length: 24 }, (_, i) => `STK${i}`);

describe.skipIf(!hasBalanced13)("the reference set of market betas (needs balanced-13.csv)", () => {
  let test: TestDatabase;
  let platform: TestPlatform;
  let portfolioId: string;
  /** As stored for the last session, one by one. */
  let stored: readonly { readonly symbol: string; readonly beta: number; readonly error: number }[];
  beforeAll(async () => {
    test = await createTestDatabase();
    platform = await openTestPlatform(test.url, { betaReferences: REFERENCES });
    portfolioId = await platform.importPortfolio(balanced13(), { account: "held", equity: "5000000" });
    await platform.finish({ trigger: "onboarding", portfolioId });
    stored = await platform.rows(
      `select symbol, market_beta as beta, market_std_error as error from symbol_factor_exposures
       where as_of = $1 and symbol like 'STK%' order by symbol collate "C"`,
      [LAST_SESSION],
    );
  });
  afterAll(async () => {
    await platform.close(1_000);
    await test.drop();
  });

  async function read(betaReferences: readonly string[], asOf: string | null = null) {
    const found = await readBetaDiagnostics({ ...platform, betaReferences }, portfolioId, asOf);
    if (found === null) throw new Error("nothing was computed");
    return found;
  }

  const shrunk = ({ bySymbol }: BetaDiagnosticsAsOf, symbol: string) => {
    const own = bySymbol.get(symbol)!;
    if (isNoEstimate(own) || "notShown" in own.vasicek) throw new Error(`${symbol} has no Vasicek beta`);
    return { fit: own.fit, vasicek: own.vasicek };
  };

  it("has its loadings stored by a portfolio's run, held or not", () => {
    expect(stored.map(({ symbol }) => symbol)).toEqual([...REFERENCES].sort());
    expect(stored.every(({ beta, error }) => Number.isFinite(beta) && error > 0)).toBe(true);
  });

  it("makes the prior: the mean of its betas, and their variance less that of the estimates", async () => {
    const { asOf, prior } = await read(platform.betaReferences);
    const n = REFERENCES.length;
    const mean = stored.reduce((sum, { beta }) => sum + beta, 0) / n;
    const spread = stored.reduce((sum, { beta }) => sum + (beta - mean) ** 2, 0) / (n - 1);
    const noise = stored.reduce((sum, { error }) => sum + error ** 2, 0) / n;
    expect(asOf).toBe(LAST_SESSION);
    expect(prior.references).toBe(n);
    expect(prior.mean).toBeCloseTo(mean, 12);
    expect(prior.variance).toBeCloseTo(spread - noise, 12);
    expect(prior.variance).toBeGreaterThan(0);
  });

  it("shrinks the betas of holdings towards that prior", async () => {
    const found = await read(platform.betaReferences);
    const { fit, vasicek } = shrunk(found, "VUG");
    const [own, prior] = [1 / fit.stdError ** 2, 1 / found.prior.variance];
    expect(vasicek.beta).toBeCloseTo((fit.beta * own + found.prior.mean * prior) / (own + prior), 12);
    expect(vasicek.stdError).toBeCloseTo((own + prior) ** -0.5, 12);
    expect(vasicek.beta).not.toBeCloseTo(shrunk(await read([]), "VUG").vasicek.beta, 6);
  });

  it("is as of the session asked for", async () => {
    const earlier = await read(platform.betaReferences, "2025-07-03");
    expect(earlier.asOf).toBe("2025-07-03");
    expect(earlier.prior.references).toBe(REFERENCES.length);
    expect(earlier.prior.mean).not.toBe((await read(platform.betaReferences)).prior.mean);
  });

  it.each([
    ["none is named", []],
    ["fewer than twenty are named", REFERENCES.slice(0, 19)],
    [
      "fewer than twenty are known",
      [...REFERENCES.slice(0, 19), ...Array.from({ length: 9 }, (_, i) => `NONE${i}`)],
    ],
  ])("gives way to mean 1 and standard deviation 0.35 where %s", async (_, references) => {
    const { prior } = await read(references);
    expect(prior).toEqual({ mean: 1, variance: 0.35 ** 2, references: 0 });
  });
});
