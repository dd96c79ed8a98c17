import { existsSync } from "node:fs";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyReply, FastifyRequest } from "fastify";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { ApiServer } from "./http-types.ts";

/** Where `npm run web:build` puts the web app. */
const ROOT = path.resolve(import.meta.dirname, "../../web/dist");
/** The page every address of the app begins with; its script finds the rest. */
const PAGE = "index.html";
/** Files beside the page that keep their names. */
const NAMED = ["favicon.svg", "theme.js"] as const;

/** Files of the web app: those under `/assets` are named by their content and never change, the others are asked for again. */
export async function serveWebApp(server: ApiServer): Promise<void> {
  await server.register(fastifyStatic, { root: ROOT, serve: false, preCompressed: true });
  // Not counted against the rate limit: a page is some twenty files, and they cost next to nothing.
  const route = { config: { access: "public", rateLimit: false }, schema: { hide: true } } as const;
  server.get("/", route, async (_request, reply) => sendWebPage(reply));
  for (const name of NAMED)
    server.get(`/${name}`, route, async (_request, reply) => reply.sendFile(name, { maxAge: 0 }));
  server.get<{ Params: { name: string } }>("/assets/:name", route, async (request, reply) => {
    const { name } = request.params;
    if (!/^[\w-][\w.-]*$/.test(name)) throw new SigmaSightError("NOT_FOUND", "there is no such path");
    return reply.sendFile(`assets/${name}`, { maxAge: "365d", immutable: true });
  });
}

/** Whether a browser asks for a page of the app, whatever its address: the app itself says what is not there. */
export function wantsWebPage({ method, url, headers }: FastifyRequest): boolean {
  const isRead = method === "GET" || method === "HEAD";
  return isRead && !/^\/(?:api|assets)(?:\/|$)/.test(url) && (headers.accept ?? "").includes("text/html");
}

/** Sends the app. Errors: NOT_FOUND where it was not built. */
export function sendWebPage(reply: FastifyReply): FastifyReply {
  if (!existsSync(path.join(ROOT, PAGE)))
    throw new SigmaSightError("NOT_FOUND", "the web app is not built: npm run web:build");
  return reply.sendFile(PAGE, { maxAge: 0 });
}
