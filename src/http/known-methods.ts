import type { ApiServer } from "./http-types.ts";

/** Which methods a path knows, for the Allow header of a 405. */
export type KnownMethods = (path: string) => readonly string[];

/** Watches the routes as they are registered; has to come before them. */
export function watchMethods(server: ApiServer): KnownMethods {
  const routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];
  server.addHook("onRoute", ({ url, method }) => {
    const pattern = new RegExp(
      `^${url.replaceAll(/[.+?^$()[\]{}|\\]/g, "\\$&").replaceAll(/:\w+/g, "[^/]+")}$`,
    );
    routes.push({ pattern, methods: [method].flat() });
  });
  return (path) =>
    [...new Set(routes.flatMap(({ pattern, methods }) => (pattern.test(path) ? methods : [])))].sort();
}
