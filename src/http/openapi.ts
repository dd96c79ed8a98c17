import swagger, { type FastifyDynamicSwaggerOptions } from "@fastify/swagger";
import { createJsonSchemaTransform } from "fastify-type-provider-zod";
import * as z from "zod";
import type { ApiServer } from "./http-types.ts";
import { problemSchema } from "./problem.ts";
import { keyScopeOf } from "./request-user.ts";

const PREFIX = "/api/v1";

/** The API's own version; paths and field names only ever grow under it. */
const API_VERSION = "1.0.0";

const toJsonSchema = createJsonSchemaTransform({});
const PROBLEM = z.toJSONSchema(problemSchema, { target: "draft-2020-12" });

/** The problem's schema without the dialect, which OpenAPI 3.1 states once for the document. */
function problemJsonSchema(): object {
  const { $schema: _, ...schema } = PROBLEM;
  return schema;
}

const transform: NonNullable<FastifyDynamicSwaggerOptions["transform"]> = (document) => {
  if (!document.url.startsWith(PREFIX)) return { schema: { hide: true }, url: document.url };
  const { access, form } = document.route.config ?? {};
  const schema = form === undefined ? document.schema : { ...document.schema, body: form };
  const result = toJsonSchema({ ...document, schema: schema ?? {} } as Parameters<typeof toJsonSchema>[0]);
  return {
    url: result.url,
    schema: {
      ...result.schema,
      ...(form === undefined ? {} : { consumes: ["multipart/form-data"] }),
      security: access === "public" ? [] : [{ bearer: [] }],
      "x-access": access,
      "x-key-scope": keyScopeOf(document.route) ?? "none",
      response: {
        ...(result.schema.response as object | undefined),
        default: {
          description: "What went wrong",
          content: { "application/problem+json": { schema: problemJsonSchema() } },
        },
      },
    },
  };
};

/** Collects the routes' schemas into the OpenAPI 3.1 document; has to come before the routes. */
export async function registerOpenapi(server: ApiServer): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "SigmaSight API",
        description:
          "Portfolio risk: a CSV of positions becomes a year of NAV, exposures, stress tests and volatility.",
        version: API_VERSION,
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      components: {
        securitySchemes: {
          bearer: {
            type: "http",
            scheme: "bearer",
            description:
              "An access token of /auth/login, a token of the configured OpenID Connect issuer, or an API key. `x-access` says who may call an operation, `x-key-scope` with which key.",
          },
        },
      },
    },
    transform,
  });
}
