import type { RegisterCommand } from "../cli.ts";
import { lazyCommand } from "../lazy-command.ts";

/** Every command, in the order of the help. */
export const COMMANDS: readonly RegisterCommand[] = [
  lazyCommand(
    "start",
    "serve web and API and compute runs in one process; makes the demo where the settings want it",
    async () => (await import("./start.ts")).startCommand,
  ),
  lazyCommand(
    "serve",
    "serve web and API, without a worker",
    async () => (await import("./serve.ts")).serveCommand,
  ),
  lazyCommand(
    "work",
    "compute runs: one worker; start as many as you like, on any machine",
    async () => (await import("./work.ts")).workCommand,
  ),
  lazyCommand(
    "demo",
    "synthetic market, demo user and portfolio, its run with progress, and a summary",
    async () => (await import("./demo.ts")).demoCommand,
  ),
  lazyCommand(
    "template",
    "the positions file to start from: its columns, with an example of each kind of position",
    async () => (await import("./template.ts")).templateCommand,
  ),
  lazyCommand(
    "import",
    "check a positions file; store it as a portfolio and compute its results",
    async () => (await import("./import.ts")).importCommand,
  ),
  lazyCommand(
    "run",
    "compute what is missing, and watch it; joins the active run of the same scope",
    async () => (await import("./run.ts")).runCommand,
  ),
  lazyCommand(
    "runs",
    "runs: list, show, watch, log, cancel, retry, matrix",
    async () => (await import("./runs.ts")).runsCommand,
  ),
  lazyCommand(
    "portfolios",
    "portfolios: list, show, edit, delete",
    async () => (await import("./portfolios.ts")).portfoliosCommand,
  ),
  lazyCommand(
    "positions",
    "lots of a portfolio: list, add, edit, remove",
    async () => (await import("./positions.ts")).positionsCommand,
  ),
  lazyCommand(
    "flows",
    "money that came into a portfolio or left it: list, add, remove",
    async () => (await import("./flows.ts")).flowsCommand,
  ),
  lazyCommand("show", "results of a portfolio", async () => (await import("./show.ts")).showCommand),
  lazyCommand(
    "explain",
    "where a number comes from: inputs, sources, formula, run, and its reproduction; or the keys of all",
    async () => (await import("./explain.ts")).explainCommand,
  ),
  lazyCommand(
    "stress",
    "shocks of your own on a portfolio, or the most plausible way to a loss",
    async () => (await import("./stress.ts")).stressCommand,
  ),
  lazyCommand(
    "change",
    "why the risk of a portfolio moved between two sessions",
    async () => (await import("./change.ts")).changeCommand,
  ),
  lazyCommand(
    "analyze",
    "the whole pipeline in memory, no database: positions and price files in, one CSV per result out",
    async () => (await import("./analyze.ts")).analyzeCommand,
  ),
  lazyCommand(
    "selftest",
    "recover the synthetic market's true loadings, volatilities and NAVs, and tell what was checked",
    async () => (await import("./selftest.ts")).selftestCommand,
  ),
  lazyCommand(
    "prices",
    "market data: import, sync, status, history",
    async () => (await import("./prices.ts")).pricesCommand,
  ),
  lazyCommand(
    "export",
    "write the facts people stated to a file with hashes: everything, one user's, or one portfolio",
    async () => (await import("./export.ts")).exportCommand,
  ),
  lazyCommand(
    "restore",
    "store the facts of an export, all or nothing",
    async () => (await import("./restore.ts")).restoreCommand,
  ),
  lazyCommand(
    "freshness",
    "how far results and prices reach, by portfolio and by symbol",
    async () => (await import("./freshness.ts")).freshnessCommand,
  ),
  lazyCommand(
    "audit",
    "who did what, to what and why: a log that only grows",
    async () => (await import("./audit.ts")).auditCommand,
  ),
  lazyCommand(
    "users",
    "users: create, admin, end-access, password, link, list, keys",
    async () => (await import("./users.ts")).usersCommand,
  ),
  lazyCommand(
    "health",
    "workers, queue, how far the data reach, clocks",
    async () => (await import("./health.ts")).healthCommand,
  ),
  lazyCommand(
    "doctor",
    "check settings, database, clocks, disk, providers, queue and runs, and tell what to do",
    async () => (await import("./doctor.ts")).doctorCommand,
  ),
  lazyCommand(
    "migrate",
    "bring the database to the program's schema; every command that opens it does so too",
    async () => (await import("./migrate.ts")).migrateCommand,
  ),
  lazyCommand("config", "settings: check, print", async () => (await import("./config.ts")).configCommand),
];
