import { type CommandModule, EXIT } from "../cli.ts";
import { printLine } from "../output.ts";
import { createProgress } from "../progress.ts";
import { withPlatform } from "../with-platform.ts";

export const migrateCommand: CommandModule = (command, cli, action) => {
  command.action(
    action(async () => {
      const progress = createProgress(cli);
      try {
        return await withPlatform(cli, { worker: false, progress }, async ({ platform }) => {
          const pending = await platform.health.pendingMigrations();
          progress.close();
          printLine(
            cli,
            `PostgreSQL ${platform.database.serverVersion}, ${pending.length} migrations pending`,
          );
          return pending.length === 0 ? EXIT.ok : EXIT.failed;
        });
      } finally {
        progress.close();
      }
    }),
  );
};
