import { writeFileSync } from "node:fs";
import path from "node:path";
import { openapiText } from "./openapi-document.ts";
import { describedRoutes, routeRolesDocument } from "./route-roles-document.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const openapi = await openapiText();

write("openapi.json", openapi);
write("docs/route-roles.md", routeRolesDocument(describedRoutes(openapi)));

function write(file: string, text: string): void {
  writeFileSync(path.join(ROOT, file), text);
  console.log(`wrote ${file}`);
}
