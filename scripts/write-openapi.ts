import { writeFileSync } from "node:fs";
import path from "node:path";
import { openapiText } from "./openapi-document.ts";

const FILE = path.resolve(import.meta.dirname, "../openapi.json");

writeFileSync(FILE, await openapiText());
console.log(`wrote ${FILE}`);
