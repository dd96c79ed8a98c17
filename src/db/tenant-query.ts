import pg from "pg";
import { forgetStatements, isOutdatedStatement, statementName } from "./prepared-statements.ts";
import type { Tenant } from "./tenant.ts";

/** Role without a login as which the API's statements run; the migrations say what it may see and change. */
export const API_ROLE = "sigmasight_api";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Of pg's connection what a query sends and keeps; its typings want arguments that it does not take. */
interface WireConnection {
  readonly stream: { cork(): void; uncork(): void };
  readonly parsedStatements: Record<string, string>;
  parse(statement: { readonly text: string; readonly name?: string }): void;
  bind(portal: { readonly values: readonly string[]; readonly statement?: string }): void;
  execute(portal: object): void;
}

/** Of pg's query what its typings leave out. */
interface WireQuery {
  handleDataRow(message: object): void;
  handleCommandComplete(message: object, connection: object): void;
}

const WIRE_QUERY = pg.Query.prototype as unknown as WireQuery;

/** A setting that holds until the end of the transaction. */
export type LocalSetting = readonly [name: string, value: string];

/**
 * One statement together with the one that makes settings for it, in one message to the server and one answer:
 * everything up to the closing Sync is one implicit transaction, so what is set locally ends with it, whatever
 * connection of a pooler served it.
 */
class QueryWithSettings extends pg.Query {
  #hasEntered = false;

  constructor(settings: readonly LocalSetting[], statement: Statement, settle: Settle) {
    // A statement without values would be a simple query, which is a transaction of its own.
    super({ ...statement, queryMode: "extended" } as pg.QueryConfig, settle);
    const calls = settings.map((_, i) => `set_config($${2 * i + 1}, $${2 * i + 2}, true)`);
    const text = `select ${calls.join(", ")}`;
    const name = statement.name === undefined ? undefined : statementName(text);
    const submit = this.submit;
    this.submit = (connection) => {
      const wire = connection as unknown as WireConnection;
      wire.stream.cork();
      try {
        if (name === undefined) wire.parse({ text });
        else if (wire.parsedStatements[name] === undefined) {
          wire.parse({ text, name });
          wire.parsedStatements[name] = text;
        }
        wire.bind({ values: settings.flat(), ...(name === undefined ? {} : { statement: name }) });
        wire.execute({});
        return submit.call(this, connection);
      } finally {
        wire.stream.uncork();
      }
    };
  }

  handleDataRow(message: object): void {
    if (this.#hasEntered) WIRE_QUERY.handleDataRow.call(this, message);
  }

  handleCommandComplete(message: object, connection: object): void {
    if (this.#hasEntered) WIRE_QUERY.handleCommandComplete.call(this, message, connection);
    this.#hasEntered = true;
  }
}

type Settle = (error: Error | undefined, result: pg.ResultBuilder) => void;

/** What pg is given; with a name it is prepared on the connection, and planned for good after a few times. */
interface Statement {
  readonly text: string;
  readonly values: unknown[];
  readonly name?: string;
}

/**
 * Runs a statement of its own, with settings that hold for it alone. `isPrepared` where the connection is nobody else's,
 * which it is not behind a pooler: then a statement with values is planned once, not each time.
 */
export async function queryWith<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  settings: readonly LocalSetting[],
  text: string,
  values: readonly unknown[],
  isPrepared: boolean,
): Promise<pg.QueryResult<Row>> {
  const statement = { text, values: [...values] };
  const name = isPrepared && values.length > 0 ? statementName(text) : undefined;
  if (name === undefined) return await send<Row>(client, settings, statement);
  try {
    return await send<Row>(client, settings, { ...statement, name });
  } catch (error) {
    // Within a transaction it has failed with the statement; the next one outside tries again.
    if (!isOutdatedStatement(error) || client.getTransactionStatus() !== "I") throw error;
    await forgetStatements(client);
    return await send<Row>(client, settings, statement);
  }
}

function send<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  settings: readonly LocalSetting[],
  statement: Statement,
): Promise<pg.QueryResult<Row>> {
  if (settings.length === 0) return client.query<Row>(statement);
  return new Promise((resolve, reject) => {
    client.query(
      new QueryWithSettings(settings, statement, (error, result) => {
        if (error) reject(error);
        else resolve(result as unknown as pg.QueryResult<Row>);
      }),
    );
  });
}

/** Role and user of a tenant's statements; none for the system. */
export function tenantSettings(tenant: Tenant): readonly LocalSetting[] {
  if (tenant.kind === "system") return [];
  return [
    ["role", API_ROLE],
    ["sigmasight.user_id", userIdOf(tenant)],
  ];
}

/** The settings as statements, for the begin of a transaction. */
export function settingStatements(settings: readonly LocalSetting[]): readonly string[] {
  return settings.map(([name, value]) => `set local ${name} = '${value}'`);
}

function userIdOf(tenant: Exclude<Tenant, { kind: "system" }>): string {
  if (tenant.kind === "nobody") return "";
  if (!UUID.test(tenant.userId)) throw new RangeError("a tenant's id is a UUID");
  return tenant.userId;
}
