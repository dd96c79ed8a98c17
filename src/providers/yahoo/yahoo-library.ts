import type YahooFinance from "yahoo-finance2";

export interface YahooLibrary {
  readonly yahoo: InstanceType<typeof YahooFinance>;
  /** Forgets crumb and cookies, so that the next question that needs a crumb gets a new one. */
  forgetCrumb(): Promise<void>;
}

const silent = (): void => {};

/** A schema that takes anything. */
const UNCHECKED = { definitions: { Anything: {} }, schemaKey: "#/definitions/Anything" } as const;

/**
 * yahoo-finance2, loaded when it is first needed: it is large, and many installations never ask Yahoo. It logs nothing,
 * checks for no newer version of itself, and leaves limits and the check of answers to its caller: its own check
 * refuses whatever Yahoo adds, and prints.
 */
export async function openYahoo(): Promise<YahooLibrary> {
  const [{ default: Yahoo }, { ExtendedCookieJar }, { getCrumbClear }] = await Promise.all([
    import("yahoo-finance2"),
    import("yahoo-finance2/lib/cookieJar"),
    import("yahoo-finance2/lib/getCrumb"),
  ]);
  const cookieJar = new ExtendedCookieJar();
  const yahoo = new Yahoo({
    cookieJar,
    queue: { concurrency: 64 },
    versionCheck: false,
    suppressNotices: ["yahooSurvey"],
    validation: { logErrors: false, logOptionsErrors: false },
    logger: { info: silent, warn: silent, error: silent, debug: silent, dir: silent },
  });
  const { _moduleExec: execute } = yahoo;
  yahoo._moduleExec = async (request) =>
    execute.call(yahoo, { ...request, result: { ...request.result, ...UNCHECKED } });
  return { yahoo, forgetCrumb: () => getCrumbClear(cookieJar) };
}
