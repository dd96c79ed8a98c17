import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { createFilesProvider } from "./files/files-provider.ts";
import { createFmpProvider } from "./fmp/fmp-provider.ts";
import type { NetworkLimits, VendorClientSettings } from "./http/vendor-client.ts";
import type { Market, Provider } from "./provider.ts";
import { createSyntheticProvider } from "./synthetic/synthetic-provider.ts";
import { createTiingoProvider } from "./tiingo/tiingo-provider.ts";
import { createYahooProvider } from "./yahoo/yahoo-provider.ts";

export interface ProviderSettings {
  /** Names in the order of asking: SIGMASIGHT_PROVIDERS. */
  readonly order: readonly string[];
  /** SIGMASIGHT_PRICES_DIR. */
  readonly pricesDir: string | null;
  /** SIGMASIGHT_SYNTHETIC_MISSING. */
  readonly syntheticMissing: readonly string[];
  readonly calendar: TradingCalendar;
  /** SIGMASIGHT_TIINGO_KEY. */
  readonly tiingoKey?: string | null;
  /** SIGMASIGHT_FMP_KEY. */
  readonly fmpKey?: string | null;
  readonly log?: VendorClientSettings["log"];
  /** Another place, pace and patience for vendors than theirs: what a test needs. */
  readonly network?: NetworkSettings;
}

export interface NetworkSettings extends NetworkLimits, Pick<VendorClientSettings, "time"> {
  /** Where each vendor is asked, by the provider's name. */
  readonly baseUrls?: Readonly<Record<string, string>>;
  /** The vendors' "today". */
  readonly today?: () => PlainDate;
}

/** Every provider by its name. */
const PROVIDERS: Readonly<Record<string, (settings: ProviderSettings) => Provider>> = {
  files({ pricesDir, calendar }) {
    if (pricesDir === null)
      throw new SigmaSightError("CONFIG_INVALID", "the provider files needs SIGMASIGHT_PRICES_DIR");
    return createFilesProvider({ directory: pricesDir, calendar });
  },
  yahoo: (settings) => createYahooProvider(networkSettings("yahoo", settings)),
  tiingo: (settings) => createTiingoProvider(withKey("tiingo", settings.tiingoKey, settings)),
  fmp: (settings) => createFmpProvider(withKey("fmp", settings.fmpKey, settings)),
  synthetic: ({ syntheticMissing, calendar }) =>
    createSyntheticProvider({ missing: syntheticMissing, calendar }),
};

export const PROVIDER_NAMES: readonly string[] = Object.keys(PROVIDERS);

/**
 * The providers of the settings, in their order; all of one market. Throws CONFIG_INVALID on an unknown name, a
 * name twice, `synthetic` beside another, `files` without a directory, and `tiingo` and `fmp` without their keys.
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

function networkSettings(name: string, { calendar, log = null, network = {} }: ProviderSettings) {
  const { baseUrls, ...rest } = network;
  const baseUrl = baseUrls?.[name];
  return { calendar, log, ...rest, ...(baseUrl === undefined ? {} : { baseUrl }) };
}

function withKey(name: string, key: string | null | undefined, settings: ProviderSettings) {
  if (key === null || key === undefined)
    throw new SigmaSightError(
      "CONFIG_INVALID",
      `the provider ${name} needs SIGMASIGHT_${name.toUpperCase()}_KEY`,
    );
  return { ...networkSettings(name, settings), key };
}

function invalid(problem: string): SigmaSightError {
  return new SigmaSightError("CONFIG_INVALID", `SIGMASIGHT_PROVIDERS: ${problem}`);
}
