import { Option } from "commander";
import { businessDay } from "#app/business-day.ts";
import {
  allPortfoliosFreshness,
  type PortfolioFreshness,
  portfolioFreshness,
  type SymbolFreshness,
  symbolsFreshness,
} from "#app/freshness.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { FreshnessState } from "#db/stores/freshness-store.ts";
import { idArgument, type JsonOption, reading, type UserOption } from "../arguments.ts";
import { type Cli, type CommandModule, EXIT } from "../cli.ts";
import { findPortfolioId } from "../find-id.ts";
import { minuteOf, printJson, printLine, printTable } from "../output.ts";
import { shortId } from "../run-progress.ts";
import { shownStatus } from "../run-text.ts";
import { sessionUser, withPlatform } from "../with-platform.ts";

interface FreshnessOptions extends JsonOption, UserOption {
  readonly portfolio?: string;
  readonly symbols?: true;
  readonly state?: FreshnessState;
}

/** More than any list a person reads; `--json` of an installation of this size pages through the API. */
const MOST = 100_000;

export const freshnessCommand: CommandModule = (command, cli, action) => {
  reading(command)
    .option("--portfolio <id>", "one portfolio and each symbol it holds", idArgument)
    .option("--symbols", "every symbol that is held or that all portfolios need")
    .addOption(
      new Option("--state <state>", "with --symbols: only those").choices([
        "current",
        "behind",
        "none",
        "dead",
      ]),
    )
    .action(
      action((options: FreshnessOptions) =>
        withPlatform(cli, { worker: false }, async (session) => {
          const { platform } = session;
          const lastCompletedSession = businessDay(platform).lastSession;
          const tell = (portfolios: readonly PortfolioFreshness[], symbols: readonly SymbolFreshness[]) => {
            if (options.json) {
              printJson(cli, { lastCompletedSession, portfolios, symbols });
              return EXIT.ok;
            }
            printLine(cli, `Last completed session: ${lastCompletedSession}`);
            if (portfolios.length > 0) printPortfolios(cli, portfolios);
            if (symbols.length > 0) printSymbols(cli, symbols);
            return EXIT.ok;
          };
          const page = { after: null, limit: MOST };
          if (options.symbols) return tell([], await symbolsFreshness(platform, options.state ?? null, page));
          if (options.portfolio === undefined) return tell(await allPortfoliosFreshness(platform, page), []);
          const user = await sessionUser(session, options);
          const id = await findPortfolioId(platform.database.api.db, user.id, options.portfolio);
          const found = await portfolioFreshness(platform, id);
          if (found === null) throw new SigmaSightError("NOT_FOUND", `there is no portfolio ${id}`);
          return tell([found.portfolio], found.symbols);
        }),
      ),
    );
};

function printPortfolios(cli: Cli, rows: readonly PortfolioFreshness[]): void {
  printLine(cli);
  printTable(
    cli,
    [
      { title: "portfolio" },
      { title: "name" },
      { title: "state" },
      { title: "results" },
      { title: "sessions behind", right: true },
      { title: "prices" },
      { title: "symbols", right: true },
      { title: "behind", right: true },
      { title: "last run" },
    ],
    rows.map((row) => [
      shortId(row.portfolioId),
      row.portfolioName,
      row.state,
      row.resultsAsOf,
      row.sessionsBehind,
      row.pricesAsOf,
      row.symbolsHeld,
      row.symbolsBehind,
      row.runStatus === null ? null : shownStatus(row.runStatus),
    ]),
  );
}

function printSymbols(cli: Cli, rows: readonly SymbolFreshness[]): void {
  printLine(cli);
  printTable(
    cli,
    [
      { title: "symbol" },
      { title: "state" },
      { title: "prices" },
      { title: "sessions behind", right: true },
      { title: "provider" },
      { title: "last asked" },
      { title: "what came of it" },
    ],
    rows.map((row) => [
      row.symbol,
      row.state,
      row.pricesAsOf,
      row.sessionsBehind,
      row.provider,
      row.fetchedAt === null ? null : minuteOf(row.fetchedAt),
      row.fetchError === null
        ? row.fetchOutcome
        : `${row.fetchOutcome}: ${row.fetchError.provider} ${row.fetchError.code}: ${row.fetchError.message}`,
    ]),
  );
}
