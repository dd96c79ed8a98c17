import { describeSettings, isSecretSetting, readConfig } from "#config";
import { type JsonOption, jsonOption } from "../arguments.ts";
import { type CommandModule, EXIT } from "../cli.ts";
import { printJson, printLine, printTable } from "../output.ts";

export const configCommand: CommandModule = (config, cli, action) => {
  config
    .command("check")
    .description("whether the settings are right; every wrong one is named")
    .action(
      action(async () => {
        readConfig(cli.environment);
        printLine(cli, "the settings are right");
        return EXIT.ok;
      }),
    );

  config
    .command("print")
    .description("every setting: its value in the environment, its default, what it means")
    .addOption(jsonOption())
    .action(
      action(async ({ json }: JsonOption) => {
        const settings = describeSettings().map(({ name, about, fallback }) => ({
          name,
          value: shown(name, cli.environment[name]),
          fallback,
          about,
        }));
        if (json) printJson(cli, { settings });
        else
          printTable(
            cli,
            [{ title: "setting" }, { title: "value" }, { title: "default" }, { title: "meaning" }],
            settings.map(({ name, value, fallback, about }) => [name, value, fallback, about]),
          );
        return EXIT.ok;
      }),
    );
};

function shown(name: string, value: string | undefined): string | null {
  if (value === undefined || value === "") return null;
  return isSecretSetting(name) ? "(set)" : value;
}
