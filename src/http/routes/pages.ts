import { readFileSync } from "node:fs";
import path from "node:path";
import type { RouteModule } from "../http-types.ts";

const DIRECTORY = path.resolve(import.meta.dirname, "../pages");

/** The few files of the status page: path, file, type. They hold no data; their script asks the API. */
const PAGES = [
  ["/", "status.html", "text/html; charset=utf-8"],
  ["/setup", "setup.html", "text/html; charset=utf-8"],
  ["/assets/page.css", "page.css", "text/css; charset=utf-8"],
  ["/assets/api.js", "api.js", "text/javascript; charset=utf-8"],
  ["/assets/status.js", "status.js", "text/javascript; charset=utf-8"],
  ["/assets/setup.js", "setup.js", "text/javascript; charset=utf-8"],
] as const;

export const pageRoutes: RouteModule = (server) => {
  for (const [url, file, type] of PAGES) {
    const text = readFileSync(path.join(DIRECTORY, file), "utf8");
    server.get(url, { config: { access: "public" }, schema: { hide: true } }, async (_request, reply) =>
      reply.type(type).header("cache-control", "no-cache").send(text),
    );
  }
};
