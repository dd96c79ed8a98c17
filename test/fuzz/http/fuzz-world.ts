import type { TestDatabase } from "#test/support/database.ts";
import type { SignedInClient } from "../../http/support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "../../http/support/http-world.ts";
import { csvFile, PORTFOLIO_FIELDS, TWO_LOTS } from "../../http/support/portfolio-files.ts";
import { storeResults } from "../../http/support/stored-results.ts";

/** One operation of the API as its description tells it, hidden ones without parameters. */
export interface Operation {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** With `{name}` for what varies. */
  readonly path: string;
  readonly query: Readonly<Record<string, JsonSchema>>;
  readonly body: JsonSchema | null;
  readonly takesForm: boolean;
}

/** As much of JSON Schema as the description uses. */
export interface JsonSchema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
}

/** A server with a user who has a portfolio with results, and an administrator. */
export interface FuzzWorld {
  readonly http: HttpWorld;
  readonly operations: readonly Operation[];
  /** By the name of the path parameter. */
  readonly ids: Readonly<Record<string, string>>;
  readonly user: SignedInClient;
  readonly admin: SignedInClient;
  close(): Promise<void>;
}

const MINUTES_WITHOUT_LIMIT = 1_000_000_000;
const HIDDEN = ["/", "/setup", "/assets/page.css", "/livez", "/metrics", "/api/v1/openapi.json", "/nothing"];

export async function openFuzzWorld(testDatabase?: TestDatabase): Promise<FuzzWorld> {
  const http = await createHttpWorld({
    requestsPerMinute: MINUTES_WITHOUT_LIMIT,
    ...(testDatabase === undefined ? {} : { testDatabase }),
  });
  const user = await http.signUp("fuzz");
  const admin = await http.signUp("boss", "admin");
  const made = await user.send("/onboarding/create-portfolio", {
    ...PORTFOLIO_FIELDS,
    csv_file: csvFile(TWO_LOTS),
  });
  const id: string = made.body.portfolio_id;
  await storeResults(http.database, id);
  const lots = await user.get(`/portfolios/${id}/positions`);
  const flow = await user.post(`/portfolios/${id}/equity-changes`, { date: "2026-01-06", amount: "5" });
  return {
    http,
    user,
    admin,
    operations: [...described(http), ...HIDDEN.map(hidden)],
    ids: { id, portfolio_id: id, position_id: lots.body.positions[0].id, change_id: flow.body.id },
    close: () => http.close(),
  };
}

function hidden(path: string): Operation {
  return { method: "GET", path, query: {}, body: null, takesForm: false };
}

interface Described {
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly schema: JsonSchema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> };
}

function described({ server }: HttpWorld): readonly Operation[] {
  const paths = (server.swagger().paths ?? {}) as Readonly<
    Record<string, Readonly<Record<string, Described>>>
  >;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase() as Operation["method"],
      path,
      query: Object.fromEntries(
        parameters.filter((one) => one.in === "query").map(({ name, schema }) => [name, schema]),
      ),
      body: requestBody?.content["application/json"]?.schema ?? null,
      takesForm: requestBody?.content["multipart/form-data"] !== undefined,
    })),
  );
}
