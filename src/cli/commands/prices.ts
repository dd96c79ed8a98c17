import path from "node:path";
import { commandActor, OPERATOR } from "#app/audit.ts";
import { businessDay } from "#app/business-day.ts";
import { sessionsBehind } from "#app/freshness.ts";
import { importPrices } from "#app/import-prices.ts";
import { addDays, type PlainDate } from "#core/dates/plain-date.ts";
import { listCoverage } from "#db/stores/coverage-store.ts";
import { listBarsOfPortfolio, type StoredBar } from "#db/stores/price-store.ts";
import {
  dateArgument,
  idArgument,
  type JsonOption,
  jsonOption,
  reading,
  requireOrder,
  type UserOption,
  userOption,
} from "../arguments.ts";
import { type CommandModule, EXIT } from "../cli.ts";
import { findPortfolioId } from "../find-id.ts";
import { followRun } from "../follow-run.ts";
import { decimals, minuteOf, printJson, printLine, printTable } from "../output.ts";
import { createProgress } from "../progress.ts";
import { sessionUser, withPlatform } from "../with-platform.ts";

interface HistoryOptions extends JsonOption, UserOption {
  readonly portfolio: string;
  readonly symbol?: string;
  readonly from?: PlainDate;
  readonly to?: PlainDate;
}

/** Calendar days of prices where no range is asked for: a year and its look-back. */
const DEFAULT_PRICE_DAYS = 400;

interface SyncOptions extends JsonOption {
  readonly detach?: true;
  readonly user?: string;
}

export const pricesCommand: CommandModule = (prices, cli, action) => {
  prices
    .command("import")
    .description("store price files; a file replaces what was stored of its symbol, the next run uses it")
    .argument(
      "<dir>",
      "one CSV a symbol (Date,Open,High,Low,Close,Adj Close,Volume[,Dividends,Splits]), or long ones (date,symbol,close[,adj_close,volume])",
    )
    .addOption(jsonOption())
    .action(
      action((dir: string, options: JsonOption) => {
        const settings = { providers: ["files"], providersChosen: true, pricesDir: path.resolve(dir) };
        return withPlatform(cli, { worker: false, settings }, async ({ platform }) => {
          const progress = createProgress(cli);
          const onSeries = (done: number, total: number) =>
            progress.set("prices", {
              title: "Price files",
              state: done === total ? "done" : "running",
              fraction: total === 0 ? 1 : done / total,
              detail: `${done} of ${total} symbols`,
            });
          const imported = await importPrices(platform, settings.pricesDir, {
            by: OPERATOR,
            signal: cli.signal,
            onSeries,
          }).finally(() => progress.close());
          if (options.json) {
            printJson(cli, { series: imported });
            return EXIT.ok;
          }
          const changed = imported.filter(({ restated }) => restated).length;
          printLine(
            cli,
            `${imported.length} symbols stored, ${changed} of them new or changed; the next run uses them`,
          );
          return EXIT.ok;
        });
      }),
    );

  prices
    .command("sync")
    .description(
      "fetch what is missing of every symbol, and compute what depends on it: a run of all portfolios",
    )
    .option("--detach", "do not wait for the run and start no worker")
    .addOption(jsonOption())
    .addOption(userOption())
    .action(
      action((options: SyncOptions) =>
        withPlatform(cli, { worker: !options.detach }, async (session) => {
          const user = await sessionUser(session, options);
          const { runId } = await session.platform.runs.requestRun({
            trigger: "admin",
            triggeredBy: `admin:${user.id}`,
            by: commandActor(user),
          });
          return await followRun(session, runId, options);
        }),
      ),
    );

  prices
    .command("status")
    .description("coverage by symbol: who gave the prices, from when to when, fetched when")
    .addOption(jsonOption())
    .action(
      action((options: JsonOption) =>
        withPlatform(cli, { worker: false }, async ({ platform }) => {
          const { lastSession } = businessDay(platform);
          const rows = (await listCoverage(platform.database.api.db)).map((row) => ({
            ...row,
            sessionsOld: sessionsBehind(platform.calendar, lastSession, row.lastSession),
          }));
          if (options.json) {
            printJson(cli, { market: platform.market, symbols: rows });
            return EXIT.ok;
          }
          printTable(
            cli,
            [
              { title: "symbol" },
              { title: "provider" },
              { title: "bars", right: true },
              { title: "first" },
              { title: "last" },
              { title: "sessions old", right: true },
              { title: "asked up to" },
              { title: "fetched" },
              { title: "note" },
            ],
            rows.map((row) => [
              row.symbol,
              row.provider,
              row.bars,
              row.firstSession,
              row.lastSession,
              row.sessionsOld,
              row.coveredTo,
              row.fetchedAt === null ? null : minuteOf(row.fetchedAt),
              row.isDead ? "no provider knows it, or its series has ended" : null,
            ]),
          );
          return EXIT.ok;
        }),
      ),
    );

  reading(prices.command("history").description("closes of the symbols a portfolio ever held"))
    .requiredOption("--portfolio <id>", "id of the portfolio, or its beginning", idArgument)
    .option("--symbol <symbol>", "only this one")
    .option("--from <date>", "first day (default: 400 days before the last)", dateArgument)
    .option("--to <date>", "last day (default: today)", dateArgument)
    .action(
      action((options: HistoryOptions) =>
        withPlatform(cli, { worker: false }, async (session) => {
          const { platform } = session;
          const { db } = platform.database.api;
          const to = options.to ?? businessDay(platform).today;
          const from = options.from ?? addDays(to, -DEFAULT_PRICE_DAYS);
          requireOrder({ from, to });
          const user = await sessionUser(session, options);
          const portfolioId = await findPortfolioId(db, user.id, options.portfolio);
          const only = options.symbol?.toUpperCase();
          const bars = (await listBarsOfPortfolio(db, portfolioId, from, to)).filter(
            ({ symbol }) => only === undefined || symbol === only,
          );
          if (options.json) {
            const bySymbol = Map.groupBy(bars, ({ symbol }) => symbol);
            const symbols = new Map(Array.from(bySymbol, ([symbol, own]) => [symbol, own.map(barJson)]));
            printJson(cli, { portfolioId, market: platform.market, from, to, symbols });
            return EXIT.ok;
          }
          printTable(
            cli,
            [
              { title: "symbol" },
              { title: "session" },
              { title: "close", right: true },
              { title: "total-return close", right: true },
              { title: "volume", right: true },
            ],
            bars.map((bar) => [
              bar.symbol,
              bar.session,
              decimals(bar.close),
              decimals(bar.adjClose),
              bar.volume,
            ]),
          );
          return EXIT.ok;
        }),
      ),
    );
};

/** A bar with the API's names. */
function barJson({ session, close, adjClose, volume }: StoredBar): object {
  return { date: session, close, adjClose, volume };
}
