import pg from "pg";
import type { Tenant } from "./tenant.ts";

/** Role without a login as which the API's statements run; the migrations say what it may see and change. */
export const API_ROLE = "sigmasight_api";

const ENTER = `select set_config('role', '${API_ROLE}', true), set_config('sigmasight.user_id', $1, true)`;
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

/**
 * One statement together with the one that sets role and user for it, in one message to the server and one answer:
 * everything up to the closing Sync is one implicit transaction, so what is set locally ends with it, whatever
 * connection of a pooler served it.
 */
class TenantQuery extends pg.Query {
  readonly #userId: string;
  #hasEntered = false;

  constructor(userId: string, text: string, values: readonly unknown[], settle: Settle) {
    // A statement without values would be a simple query, which is a transaction of its own.
    super({ text, values: [...values], queryMode: "extended" } as pg.QueryConfig, settle);
    this.#userId = userId;
    const submit = this.submit;
    this.submit = (connection) => {
      const wire = connection as unknown as WireConnection;
      wire.stream.cork();
      try {
        wire.parse({ text: ENTER });
        wire.bind({ values: [this.#userId] });
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

/** Runs a statement of its own for a tenant. */
export function queryAs<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  tenant: Tenant,
  text: string,
  values: readonly unknown[],
): Promise<pg.QueryResult<Row>> {
  if (tenant.kind === "system") return client.query<Row>(text, [...values]);
  const userId = userIdOf(tenant);
  return new Promise((resolve, reject) => {
    client.query(
      new TenantQuery(userId, text, values, (error, result) => {
        if (error) reject(error);
        else resolve(result as unknown as pg.QueryResult<Row>);
      }),
    );
  });
}

/** What a transaction of a tenant begins with. */
export function enterStatements(tenant: Tenant): readonly string[] {
  if (tenant.kind === "system") return [];
  return [`set local role ${API_ROLE}`, `set local sigmasight.user_id = '${userIdOf(tenant)}'`];
}

function userIdOf(tenant: Exclude<Tenant, { kind: "system" }>): string {
  if (tenant.kind === "nobody") return "";
  if (!UUID.test(tenant.userId)) throw new RangeError("a tenant's id is a UUID");
  return tenant.userId;
}
