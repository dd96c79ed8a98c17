import pg from "pg";
import type { Tenant } from "./tenant.ts";

/** Role without a login as which the API's statements run; the migrations say what it may see and change. */
export const API_ROLE = "sigmasight_api";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Of pg's connection what a query sends; its typings want arguments that it does not take. */
interface WireConnection {
  readonly stream: { cork(): void; uncork(): void };
  parse(statement: { readonly text: string }): void;
  bind(portal: { readonly values: readonly string[] }): void;
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

  constructor(settings: readonly LocalSetting[], text: string, values: readonly unknown[], settle: Settle) {
    // A statement without values would be a simple query, which is a transaction of its own.
    super({ text, values: [...values], queryMode: "extended" } as pg.QueryConfig, settle);
    const calls = settings.map((_, i) => `set_config($${2 * i + 1}, $${2 * i + 2}, true)`);
    const submit = this.submit;
    this.submit = (connection) => {
      const wire = connection as unknown as WireConnection;
      wire.stream.cork();
      try {
        wire.parse({ text: `select ${calls.join(", ")}` });
        wire.bind({ values: settings.flat() });
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

/** Runs a statement of its own, with settings that hold for it alone. */
export function queryWith<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  settings: readonly LocalSetting[],
  text: string,
  values: readonly unknown[],
): Promise<pg.QueryResult<Row>> {
  if (settings.length === 0) return client.query<Row>(text, [...values]);
  return new Promise((resolve, reject) => {
    client.query(
      new QueryWithSettings(settings, text, values, (error, result) => {
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
