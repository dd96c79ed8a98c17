import { type Actor, PROGRAM } from "#app/audit.ts";
import type { EndedAccess } from "#app/end-access.ts";
import type { RemovedAccess } from "#app/issuer-accounts.ts";
import { makeAdmin, takeAdminRole } from "#app/make-admin.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { listUsers } from "#db/stores/user-store.ts";
import { type JsonOption, jsonOption } from "../arguments.ts";
import { type CommandModule, EXIT } from "../cli.ts";
import { minuteOf, printJson, printLine, printTable } from "../output.ts";
import { readPassword } from "../read-password.ts";
import { apiContext, withPlatform } from "../with-platform.ts";
import { userKeyCommands } from "./users-keys.ts";

/** Whoever may open the database; no account of the program's is needed for that. */
const OPERATOR: Actor = { ...PROGRAM, role: "operator", via: "cli" };

export const usersCommand: CommandModule = (users, cli, action) => {
  userKeyCommands(users, cli, action);

  users
    .command("create")
    .description("make an account; the password is asked for, or read from standard input")
    .argument("<email>")
    .option("--name <text>", "full name (default: the address)")
    .option("--admin", "as an administrator")
    .action(
      action(async (email: string, options: { readonly name?: string; readonly admin?: true }) => {
        if (!/^[^\s@]+@[^\s@]+$/.test(email))
          throw new SigmaSightError("USAGE", `not an e-mail address: ${email}`);
        const password = await readPassword(cli);
        return await withPlatform(cli, { worker: false }, async (session) => {
          const context = await apiContext(session);
          const { createAccount } = await import("#app/accounts.ts");
          const account = { email, password, fullName: options.name ?? email };
          const user = await createAccount(context, account, OPERATOR);
          if (options.admin) await makeAdmin(context, user.id, OPERATOR);
          printLine(
            cli,
            `User ${user.email} (${user.id}) is made${options.admin ? ", an administrator" : ""}`,
          );
          return EXIT.ok;
        });
      }),
    );

  users
    .command("admin")
    .description("make a user administrator; the demo portfolio goes to the first one")
    .argument("<email>")
    .option("--revoke", "take the role away instead; the last administrator keeps it")
    .option("--reason <text>", "why; kept in the audit log")
    .action(
      action((email: string, options: { readonly revoke?: true; readonly reason?: string }) =>
        withPlatform(cli, { worker: false }, async (session) => {
          const context = await apiContext(session);
          const { actingUser } = await import("#app/default-user.ts");
          const user = await actingUser(context.database.api.db, email);
          if (options.revoke) {
            const taken = await takeAdminRole(context, user.id, OPERATOR, options.reason);
            const state = taken ? "is an administrator no longer" : "is no administrator";
            printLine(cli, `User ${user.email} ${state}`);
            return EXIT.ok;
          }
          await makeAdmin(context, user.id, OPERATOR, options.reason);
          printLine(cli, `User ${user.email} is an administrator`);
          return EXIT.ok;
        }),
      ),
    );

  users
    .command("end-access")
    .description("end every sign-in and API key of a user; the password stays")
    .argument("<email>")
    .option("--reason <text>", "why; kept in the audit log")
    .action(
      action((email: string, { reason = null }: { readonly reason?: string | null }) =>
        withPlatform(cli, { worker: false }, async (session) => {
          const context = await apiContext(session);
          const { actingUser } = await import("#app/default-user.ts");
          const { endAccessOf } = await import("#app/manage-users.ts");
          const user = await actingUser(context.database.system.db, email);
          const ended = await endAccessOf(context, user.id, { by: OPERATOR, reason, keptSessionId: null });
          printLine(cli, `Access of ${user.email} is ended: ${accessText(ended)}`);
          return EXIT.ok;
        }),
      ),
    );

  users
    .command("password")
    .description(
      "give a user a new password, asked for or read from standard input; every sign-in and API key ends",
    )
    .argument("<email>")
    .action(
      action(async (email: string) => {
        const password = await readPassword(cli);
        return await withPlatform(cli, { worker: false }, async (session) => {
          const context = await apiContext(session);
          const { actingUser } = await import("#app/default-user.ts");
          const { setPassword } = await import("#app/accounts.ts");
          const user = await actingUser(context.database.system.db, email);
          const ended = await setPassword(context, OPERATOR, user, password, null);
          printLine(cli, `User ${user.email} has a new password; ended: ${accessText(ended)}`);
          return EXIT.ok;
        });
      }),
    );

  users
    .command("link")
    .description(
      "let an account of the outside issuer (SIGMASIGHT_OIDC_ISSUER) act as a user; its password, sign-ins and API keys end",
    )
    .argument("<email>")
    .argument("<subject>", "id of the account at the issuer, `sub` in its tokens")
    .option(
      "--keep-password",
      "they go on: whoever registered the address here is known to be the same person",
    )
    .action(
      action((email: string, subject: string, options: { readonly keepPassword?: true }) =>
        withPlatform(cli, { worker: false }, async (session) => {
          const { oidc } = session.config;
          if (oidc === null) throw new SigmaSightError("USAGE", "SIGMASIGHT_OIDC_ISSUER is not set");
          const { database } = session.platform;
          const { actingUser } = await import("#app/default-user.ts");
          const { linkIssuerAccount } = await import("#app/issuer-accounts.ts");
          const user = await actingUser(database.system.db, email);
          const removed = await linkIssuerAccount(
            { database, systemNow: () => new Date() },
            OPERATOR,
            user.id,
            { issuer: oidc.issuer, subject },
            { keepPassword: options.keepPassword === true },
          );
          printLine(cli, `${subject} of ${oidc.issuer} acts as ${user.email}; ${removedText(removed)}`);
          return EXIT.ok;
        }),
      ),
    );

  users
    .command("list")
    .description("every user")
    .addOption(jsonOption())
    .action(
      action((options: JsonOption) =>
        withPlatform(cli, { worker: false }, async ({ platform }) => {
          const rows = await listUsers(platform.database.api.db);
          if (options.json) {
            printJson(cli, { users: rows });
            return EXIT.ok;
          }
          printTable(
            cli,
            [
              { title: "email" },
              { title: "name" },
              { title: "role" },
              { title: "signs in" },
              { title: "portfolios", right: true },
              { title: "made" },
            ],
            rows.map((user) => [
              user.email,
              user.fullName,
              user.role,
              user.hasPassword ? "yes" : "no",
              user.portfolioCount,
              minuteOf(user.createdAt),
            ]),
          );
          return EXIT.ok;
        }),
      ),
    );
};

function removedText(removed: RemovedAccess | null): string {
  if (removed === null) return "password, sign-ins and API keys are kept";
  return `removed: ${removed.password ? "the password" : "no password"}, ${accessText(removed)}`;
}

function accessText({ sessions, keys }: EndedAccess): string {
  return `${sessions} ${sessions === 1 ? "sign-in" : "sign-ins"}, ${keys} API ${keys === 1 ? "key" : "keys"}`;
}
