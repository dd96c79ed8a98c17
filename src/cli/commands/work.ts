import type { CommandModule } from "../cli.ts";
import { keepHouse, untilInterrupted } from "../services.ts";
import { withPlatform } from "../with-platform.ts";

export const workCommand: CommandModule = (program, cli, action) => {
  program
    .command("work")
    .description("compute runs: one worker; start as many as you like, on any machine")
    .action(
      action(() =>
        withPlatform(cli, { worker: true, stays: true }, async (session) => {
          keepHouse(session);
          const { workerConcurrency } = session.config;
          const { id } = await session.platform.startWorker({ concurrency: workerConcurrency });
          cli.stderr.write(`Worker ${id} takes ${workerConcurrency} units at once\n`);
          return await untilInterrupted(cli);
        }),
      ),
    );
};
