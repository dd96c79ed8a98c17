import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { openapiText } from "../../scripts/openapi-document.ts";

const committed = readFileSync(path.resolve(import.meta.dirname, "../../openapi.json"), "utf8");

describe("openapi.json", () => {
  test("is what the routes say; when not: node scripts/write-openapi.ts", async () => {
    expect(committed).toBe(await openapiText());
  });

  test("describes the form of an upload", () => {
    const { paths } = JSON.parse(committed);
    const body = paths["/api/v1/onboarding/create-portfolio"].post.requestBody;
    expect(Object.keys(body.content)).toEqual(["multipart/form-data"]);
    expect(body.content["multipart/form-data"].schema.required).toEqual([
      "portfolio_name",
      "account_name",
      "account_type",
      "equity_balance",
      "csv_file",
    ]);
  });

  test("gives every operation a summary, a problem answer and its access", () => {
    const { paths } = JSON.parse(committed);
    for (const methods of Object.values<Record<string, Record<string, unknown>>>(paths))
      for (const operation of Object.values(methods)) {
        expect(operation).toMatchObject({
          summary: expect.any(String),
          security: expect.any(Array),
          responses: { default: { content: { "application/problem+json": expect.any(Object) } } },
        });
      }
  });
});
