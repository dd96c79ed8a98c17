import { actingUser } from "#app/default-user.ts";
import { addDays } from "#core/dates/plain-date.ts";
import { type AuditRow, listAuditEntries } from "#db/stores/audit-store.ts";
import { countArgument, dateArgument, type JsonOption, jsonOption } from "../arguments.ts";
import { type CommandModule, EXIT } from "../cli.ts";
import { printJson, printTable } from "../output.ts";
import { withPlatform } from "../with-platform.ts";

interface AuditOptions extends JsonOption {
  readonly since?: string;
  readonly until?: string;
  readonly by?: string;
  readonly action?: string;
  readonly subject?: string;
  readonly limit: number;
}

export const auditCommand: CommandModule = (command, cli, action) => {
  command
    .option("--since <date>", "from this day on, UTC", dateArgument)
    .option("--until <date>", "up to this day, UTC", dateArgument)
    .option("--by <email>", "what this user did")
    .option("--action <name>", "one action such as run.cancel, or all of an area: run.")
    .option("--subject <id>", "what was done to this portfolio, lot, flow, run or account")
    .option("--limit <n>", "at most so many", countArgument, 50)
    .addOption(jsonOption())
    .action(
      action((options: AuditOptions) =>
        withPlatform(cli, { worker: false }, async ({ platform }) => {
          const { db } = platform.database.api;
          const { since, until } = options;
          const rows = await listAuditEntries(db, {
            since: since === undefined ? null : new Date(`${since}T00:00:00Z`),
            until: until === undefined ? null : new Date(`${addDays(until, 1)}T00:00:00Z`),
            actorId: options.by === undefined ? null : (await actingUser(db, options.by)).id,
            action: options.action ?? null,
            subject: options.subject ?? null,
            beforeId: null,
            limit: options.limit,
          });
          // What the details hold is data: their names stay as they are.
          if (options.json)
            printJson(cli, {
              entries: rows.map((row) => ({ ...row, details: new Map(Object.entries(row.details)) })),
            });
          else printTable(cli, COLUMNS, rows.map(cellsOf));
          return EXIT.ok;
        }),
      ),
    );
};

const COLUMNS = [
  { title: "when, UTC" },
  { title: "who" },
  { title: "role" },
  { title: "via" },
  { title: "did" },
  { title: "to" },
  { title: "why" },
  { title: "details" },
];

function cellsOf(row: AuditRow): readonly (string | null)[] {
  const details = Object.keys(row.details).length === 0 ? null : JSON.stringify(row.details);
  return [
    row.at.toISOString().slice(0, 19).replace("T", " "),
    row.actorEmail ?? row.actorId,
    row.actorRole,
    row.via,
    row.action,
    `${row.subjectKind} ${row.subject}`,
    row.reason,
    details,
  ];
}
