import type { CommandModule, RegisterCommand } from "./cli.ts";

/** Makes a command whose module is loaded when it is called: help and the other commands do not wait for it. */
export function lazyCommand(
  name: string,
  about: string,
  load: () => Promise<CommandModule>,
): RegisterCommand {
  return (program, cli, action) => {
    const command = program.command(name).description(about);
    return { name, load: async () => (await load())(command, cli, action) };
  };
}
