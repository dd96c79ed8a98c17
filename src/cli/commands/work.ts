import { constants, setPriority } from "node:os";
import type { CommandModule } from "../cli.ts";
import { keepHouse, listenForWorker, untilInterrupted } from "../services.ts";
import { withPlatform } from "../with-platform.ts";

export const workCommand: CommandModule = (command, cli, action) => {
  command.action(
    action(() =>
      withPlatform(cli, { worker: true, stays: true }, async (session) => {
        const server = await listenForWorker(session);
        try {
          keepHouse(session);
          // On a machine that also answers requests, those go first.
          setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
          const { workerConcurrency } = session.config;
          const { id } = await session.platform.startWorker({ concurrency: workerConcurrency });
          cli.stderr.write(`Worker ${id} takes ${workerConcurrency} units at once\n`);
          return await untilInterrupted(cli);
        } finally {
          await server?.close();
        }
      }),
    ),
  );
};
