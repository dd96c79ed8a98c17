import { Option } from "commander";
import { commandActor } from "#app/audit.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { type ApiKeyRow, type KeyScope, listApiKeys } from "#db/stores/api-key-store.ts";
import { countArgument, idArgument, reading, type UserOption, userOption } from "../arguments.ts";
import { type CommandModule, EXIT } from "../cli.ts";
import { onlyRow } from "../find-id.ts";
import { minuteOf, printJson, printLine, printTable } from "../output.ts";
import { apiContext, sessionUser, withPlatform } from "../with-platform.ts";

interface CreateOptions extends UserOption {
  readonly scope: KeyScope;
  readonly days?: number;
}

export const userKeyCommands: CommandModule = (users, cli, action) => {
  const keys = users.command("keys").description("API keys of a user, for machines: list, create, revoke");

  reading(keys.command("list").description("every key of the user, ended ones too")).action(
    action((options: UserOption & { readonly json?: true }) =>
      withPlatform(cli, { worker: false }, async (session) => {
        const user = await sessionUser(session, options);
        const rows = await listApiKeys(session.platform.database.system.db, user.id);
        if (options.json) printJson(cli, { keys: rows });
        else
          printTable(
            cli,
            COLUMNS,
            rows.map((row) => cellsOf(row, new Date())),
          );
        return EXIT.ok;
      }),
    ),
  );

  keys
    .command("create")
    .description("make a key; it is printed this once")
    .argument("<name>", "what it is for")
    .addOption(
      new Option("--scope <scope>", "what it may do; each includes the one before")
        .choices(["read", "write", "admin"])
        .default("read"),
    )
    .option("--days <n>", "how long it lives (default: 365)", countArgument)
    .addOption(userOption())
    .action(
      action((name: string, options: CreateOptions) =>
        withPlatform(cli, { worker: false }, async (session) => {
          const { createApiKey, DEFAULT_KEY_DAYS, MAX_KEY_DAYS } = await import("#app/api-keys.ts");
          const { scope, days = DEFAULT_KEY_DAYS } = options;
          if (days > MAX_KEY_DAYS)
            throw new SigmaSightError("USAGE", `--days ${days}: a key lives at most ${MAX_KEY_DAYS}`);
          const user = await sessionUser(session, options);
          const context = await apiContext(session);
          const { row, key } = await createApiKey(context, commandActor(user), user, { name, scope, days });
          cli.stderr.write(
            `Key ${row.prefix}… of ${user.email}, scope ${scope}, until ${minuteOf(row.expiresAt)}; it is not shown again:\n`,
          );
          printLine(cli, key);
          return EXIT.ok;
        }),
      ),
    );

  keys
    .command("revoke")
    .description("take a key back; it stops working at once")
    .argument("<id>", "id of the key, or its beginning", idArgument)
    .addOption(userOption())
    .action(
      action((prefix: string, options: UserOption) =>
        withPlatform(cli, { worker: false }, async (session) => {
          const { withdrawApiKey } = await import("#app/api-keys.ts");
          const user = await sessionUser(session, options);
          const context = await apiContext(session);
          const rows = await listApiKeys(context.database.system.db, user.id);
          const { id } = onlyRow("key", prefix, rows);
          const row = await withdrawApiKey(context, commandActor(user), user.id, id);
          printLine(cli, `Key ${row.prefix}… (${row.name}) is taken back`);
          return EXIT.ok;
        }),
      ),
    );
};

const COLUMNS = [
  { title: "id" },
  { title: "key" },
  { title: "name" },
  { title: "scope" },
  { title: "state" },
  { title: "until" },
  { title: "last used" },
  { title: "from" },
];

function cellsOf(row: ApiKeyRow, now: Date) {
  const state = row.revokedAt !== null ? "revoked" : row.expiresAt <= now ? "expired" : "live";
  const used = row.lastUsedAt === null ? null : minuteOf(row.lastUsedAt);
  return [
    row.id.slice(0, 8),
    `${row.prefix}…`,
    row.name,
    row.scope,
    state,
    minuteOf(row.expiresAt),
    used,
    row.lastUsedIp,
  ];
}
