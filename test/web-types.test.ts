import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");
const read = (name: string) => readFileSync(path.join(ROOT, name), "utf8");

test("the web app's types are made from openapi.json as it is: npm run web:types", () => {
  const hash = createHash("sha256").update(read("openapi.json")).digest("hex");
  expect(read("web/src/api/schema.d.ts").split("\n", 1)[0]).toContain(hash);
});
