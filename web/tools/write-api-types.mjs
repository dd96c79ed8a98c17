// Writes web/src/api/schema.d.ts from openapi.json. Its first line names the document it was made from; a test compares it.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const source = new URL("../../openapi.json", import.meta.url);
const target = fileURLToPath(new URL("../src/api/schema.d.ts", import.meta.url));
const text = readFileSync(source, "utf8");
const hash = createHash("sha256").update(text).digest("hex");
const types = astToString(await openapiTS(JSON.parse(text), { alphabetize: false }));
writeFileSync(
  target,
  `// Made from openapi.json ${hash} by \`npm run web:types\`; not to be edited.\n${types}`,
);
