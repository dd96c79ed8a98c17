import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { createFilesProvider } from "./files/files-provider.ts";
import type { Market, Provider } from "./provider.ts";
import { createSyntheticProvider } from "./synthetic/synthetic-provider.ts";

export interface ProviderSettings {
  /** Names in the order of asking: SIGMASIGHT_PROVIDERS. */
  readonly order: readonly string[];
  /** SIGMASIGHT_PRICES_DIR. */
  readonly pricesDir: string | null;
  /** SIGMASIGHT_SYNTHETIC_MISSING. */
  readonly syntheticMissing: readonly string[];
  readonly calendar: TradingCalendar;
}

/** Every provider by its name. */
const PROVIDERS: Readonly<Record<string, (settings: ProviderSettings) => Provider>> = {
  files({ pricesDir, calendar }) {
    if (pricesDir === null)
      throw new SigmaSightError("CONFIG_INVALID", "the provider files needs SIGMASIGHT_PRICES_DIR");
    return createFilesProvider({ directory: pricesDir, calendar });
  },
  synthetic: ({ syntheticMissing, calendar }) =>
    createSyntheticProvider({ missing: syntheticMissing, calendar }),
};

export const PROVIDER_NAMES: readonly string[] = Object.keys(PROVIDERS);

/**
 * The providers of the settings, in their order; all of one market. Throws CONFIG_INVALID on an unknown name, a
 * name twice, `synthetic` beside another, and `files` without a directory.
 */
export function createProviders(settings: ProviderSettings): readonly Provider[] {
  const { order } = settings;
  const unknown = order.filter((name) => !PROVIDER_NAMES.includes(name));
  if (unknown.length > 0)
    throw invalid(`unknown provider ${unknown.join(", ")}; known are ${PROVIDER_NAMES.join(", ")}`);
  if (new Set(order).size < order.length) throw invalid(`a provider is named twice: ${order.join(", ")}`);
  if (order.length > 1 && order.includes("synthetic"))
    throw invalid("the provider synthetic stands alone: real and made-up prices do not mix");
  return order.map((name) => (PROVIDERS[name] as (settings: ProviderSettings) => Provider)(settings));
}

/** The market of the providers, or null where there is none. */
export function marketOf(providers: readonly Provider[]): Market | null {
  return providers[0]?.market ?? null;
}

function invalid(problem: string): SigmaSightError {
  return new SigmaSightError("CONFIG_INVALID", `SIGMASIGHT_PROVIDERS: ${problem}`);
}
