import type { CommandModule } from "../cli.ts";
import { analyzeCommand } from "./analyze.ts";
import { configCommand } from "./config.ts";
import { demoCommand } from "./demo.ts";
import { importCommand } from "./import.ts";
import { migrateCommand } from "./migrate.ts";
import { portfoliosCommand } from "./portfolios.ts";
import { positionsCommand } from "./positions.ts";
import { pricesCommand } from "./prices.ts";
import { runCommand } from "./run.ts";
import { runsCommand } from "./runs.ts";
import { serveCommand } from "./serve.ts";
import { showCommand } from "./show.ts";
import { startCommand } from "./start.ts";
import { usersCommand } from "./users.ts";
import { workCommand } from "./work.ts";

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandModule[] = [
  startCommand,
  serveCommand,
  workCommand,
  demoCommand,
  importCommand,
  runCommand,
  runsCommand,
  portfoliosCommand,
  positionsCommand,
  showCommand,
  analyzeCommand,
  pricesCommand,
  usersCommand,
  migrateCommand,
  configCommand,
];
