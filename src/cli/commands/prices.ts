import path from "node:path";
import { importPrices } from "#app/import-prices.ts";
import { listCoverage } from "#db/stores/coverage-store.ts";
import { type JsonOption, jsonOption, userOption } from "../arguments.ts";
import { type CommandModule, EXIT } from "../cli.ts";
import { followRun } from "../follow-run.ts";
import { minuteOf, printJson, printLine, printTable } from "../output.ts";
import { createProgress } from "../progress.ts";
import { sessionUser, withPlatform } from "../with-platform.ts";

interface SyncOptions extends JsonOption {
  readonly detach?: true;
  readonly user?: string;
}

export const pricesCommand: CommandModule = (program, cli, action) => {
  const prices = program.command("prices").description("market data: import, sync, status");

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
        const settings = { providers: ["files"], pricesDir: path.resolve(dir) };
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
          const triggeredBy = `admin:${user.id}`;
          const { runId } = await session.platform.runs.requestRun({ trigger: "admin", triggeredBy });
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
          const rows = await listCoverage(platform.database.api.db);
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
              row.coveredTo,
              row.fetchedAt === null ? null : minuteOf(row.fetchedAt),
              row.isDead ? "no provider knows it, or its series has ended" : null,
            ]),
          );
          return EXIT.ok;
        }),
      ),
    );
};
