import type { CommandModule } from "../cli.ts";
import { keepHouse, listen, publicUrl, untilInterrupted } from "../services.ts";
import { withPlatform } from "../with-platform.ts";

export const serveCommand: CommandModule = (command, cli, action) => {
  command.action(
    action(() =>
      withPlatform(cli, { worker: false, stays: true }, async (session) => {
        const server = await listen(session);
        try {
          keepHouse(session);
          cli.stderr.write(`SigmaSight listens at ${publicUrl(session, server)}\n`);
          return await untilInterrupted(cli);
        } finally {
          await server.close();
        }
      }),
    ),
  );
};
