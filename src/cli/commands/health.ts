import { businessDay } from "#app/business-day.ts";
import { longTransactions as listLongTransactions } from "#app/long-transactions.ts";
import { providerHealth } from "#app/provider-health.ts";
import { readSchedule } from "#app/schedule.ts";
import { isWorkerAlive } from "#app/watch-run.ts";
import { listWorkers, readDatabaseClock, readFreshness } from "#db/stores/run-read-store.ts";
import { type JsonOption, jsonOption } from "../arguments.ts";
import { type CommandModule, EXIT } from "../cli.ts";
import { duration, minuteOf, printJson, printLine, printTable } from "../output.ts";
import { shortId } from "../run-progress.ts";
import { PAIRS } from "../views/view.ts";
import { type Session, withPlatform } from "../with-platform.ts";

export const healthCommand: CommandModule = (command, cli, action) => {
  command.addOption(jsonOption()).action(
    action(({ json }: JsonOption) =>
      withPlatform(cli, { worker: false }, async (session) => {
        const health = await readHealth(session);
        if (json) printJson(cli, health);
        else printHealth(session, health);
        return EXIT.ok;
      }),
    ),
  );
};

type Health = Awaited<ReturnType<typeof readHealth>>;

/** As the API tells it, with its names; without the connection pools, which here would be those of this command. */
async function readHealth({ platform, config }: Session) {
  const { database, market, health } = platform;
  const { db } = database.api;
  const before = Date.now();
  const databaseNow = await readDatabaseClock(db);
  const middle = (before + Date.now()) / 2;
  const [workers, isAlive, freshness, queue, pendingMigrations, longTransactions, providers, schedule] =
    await Promise.all([
      listWorkers(db),
      isWorkerAlive(db),
      readFreshness(db),
      health.queueDepth(),
      health.pendingMigrations(),
      listLongTransactions(platform, config.longHoldMs / 1000),
      providerHealth(platform),
      readSchedule({
        ...platform,
        systemNow: () => new Date(),
        nightlyLagMinutes: config.nightly ? config.nightlyLagMinutes : null,
      }),
    ]);
  return {
    market,
    database: { serverVersion: database.serverVersion, pendingMigrations, longTransactions },
    queue,
    isWorkerAlive: isAlive,
    workers,
    // A circuit would be that of this command, which asks nobody.
    providers: providers.map(({ provider, answeredAt, failedAt, failure }) => ({
      provider,
      answeredAt,
      failedAt,
      failure,
    })),
    schedule,
    data: {
      lastCompletedSession: businessDay(platform).lastSession,
      newestPrice: freshness.newestPrice,
      newestSnapshot: freshness.newestSnapshot,
      oldestSnapshot: freshness.oldestSnapshot,
      portfolios: freshness.portfolios,
      portfoliosWithoutSnapshot: freshness.portfoliosWithoutSnapshot,
    },
    clock: {
      systemNow: new Date(),
      businessNow: platform.businessNow(),
      databaseSkewSeconds: (databaseNow.getTime() - middle) / 1000,
    },
  };
}

function printHealth(
  { cli }: Session,
  { market, database, queue, isWorkerAlive: isAlive, workers, providers, schedule, data, clock }: Health,
): void {
  const { oldestWaitingSeconds: oldest } = queue;
  printTable(cli, PAIRS, [
    ["market", market],
    ["PostgreSQL", database.serverVersion],
    ["migrations pending", database.pendingMigrations.length],
    ["a worker is alive", isAlive ? "yes" : "no"],
    ["units waiting", queue.waiting],
    ["of them the oldest", oldest === null ? null : duration(1000 * oldest)],
    ["units in work", queue.active],
    ["last completed session", data.lastCompletedSession],
    ["newest price", data.newestPrice],
    ["newest snapshot", data.newestSnapshot],
    ["of the portfolio that lags most", data.oldestSnapshot],
    ["portfolios", data.portfolios],
    ["of them without results", data.portfoliosWithoutSnapshot],
    ["business time", minuteOf(clock.businessNow)],
    ["database's clock less this one's", `${clock.databaseSkewSeconds.toFixed(3)} s`],
  ]);
  if (database.longTransactions.length > 0) {
    printLine(cli);
    printTable(
      cli,
      [
        { title: "transaction of" },
        { title: "open for", right: true },
        { title: "state" },
        { title: "waits for" },
        { title: "blocked by" },
        { title: "statement" },
      ],
      database.longTransactions.map((row) => [
        `${row.application} (${row.pid})`,
        duration(1000 * row.seconds),
        row.state,
        row.waitsFor,
        row.blockedBy.join(", "),
        row.statement.slice(0, 100),
      ]),
    );
  }
  if (providers.length > 0) {
    printLine(cli);
    printTable(
      cli,
      [{ title: "provider" }, { title: "last answered" }, { title: "last failed" }, { title: "with" }],
      providers.map(({ provider, answeredAt, failedAt, failure }) => [
        provider,
        answeredAt === null ? null : minuteOf(answeredAt),
        failedAt === null ? null : minuteOf(failedAt),
        failure === null ? null : `${failure.code}: ${failure.message}`,
      ]),
    );
  }
  printLine(cli);
  printTable(
    cli,
    [{ title: "by itself" }, { title: "next" }, { title: "last" }, { title: "what" }],
    schedule.map(({ name, nextAt, lastAt, description }) => [
      name,
      nextAt === null ? "not here" : minuteOf(nextAt),
      lastAt === null ? null : minuteOf(lastAt),
      description,
    ]),
  );
  if (workers.length === 0) return;
  printLine(cli);
  printTable(
    cli,
    [
      { title: "worker" },
      { title: "host" },
      { title: "pid", right: true },
      { title: "started" },
      { title: "heard of before", right: true },
    ],
    workers.map((worker) => [
      shortId(worker.id),
      worker.host,
      worker.pid,
      minuteOf(worker.startedAt),
      duration(1000 * worker.heartbeatAgeSeconds),
    ]),
  );
}
