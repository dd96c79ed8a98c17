/** What a layer of `src` may import beside itself. A file directly under `src` is a layer of its own. */
export interface Layer {
  readonly name: string;
  /** Layers, folders of one, or single files, as paths under `src`. */
  readonly mayImport: readonly string[];
  /** npm packages. */
  readonly packages: readonly string[];
  /** No built-in module, no clock, no randomness, no environment. */
  readonly pure?: true;
  /** Of the stores only functions that read: writes go through `app`. */
  readonly readsStoresOnly?: true;
}

/** Pool, transaction and the errors they throw: how one speaks to the database without knowing what is in it. */
const CONNECTION = ["db/pools.ts", "db/types.ts", "db/database-pool.ts", "db/kysely-pool.ts"];

/** The boundaries of the house; ARCHITECTURE.md shows the same table. */
export const LAYERS: readonly Layer[] = [
  { name: "core", mayImport: [], packages: [], pure: true },
  { name: "db", mayImport: ["core", "log.ts"], packages: ["kysely", "pg"] },
  { name: "providers", mayImport: ["core", "log.ts"], packages: ["yahoo-finance2", "zod"] },
  {
    name: "engine",
    mayImport: [
      "core",
      ...CONNECTION,
      "db/pg-errors.ts",
      "db/advisory-locks.ts",
      "db/copy.ts",
      "db/copy",
      "log.ts",
    ],
    packages: ["kysely", "pg-boss"],
  },
  // What runs in a computing thread, beside the pool that starts them.
  { name: "batch/compute", mayImport: ["core"], packages: ["piscina"] },
  {
    name: "batch",
    mayImport: [
      "core",
      "db",
      "providers",
      // The contract of a phase, what a run is, and how an error is named.
      "engine/phase.ts",
      "engine/run-state.ts",
      "engine/unit-errors.ts",
      "log.ts",
    ],
    packages: [],
  },
  {
    name: "auth",
    mayImport: ["core", ...CONNECTION, "log.ts"],
    packages: ["better-auth", "jose", "kysely"],
  },
  {
    name: "app",
    mayImport: ["core", "db", "providers", "engine", "batch", "auth", "log.ts", "metrics.ts"],
    packages: [],
  },
  {
    name: "http",
    mayImport: [
      "app",
      "auth",
      "core",
      "db/stores",
      "db/types.ts",
      // Whose rows a request sees is said where its user is known.
      "db/isolate-tenants.ts",
      "db/tenant.ts",
      "log.ts",
      "metrics.ts",
    ],
    packages: [
      "@fastify/cookie",
      "@fastify/helmet",
      "@fastify/multipart",
      "@fastify/rate-limit",
      "@fastify/static",
      "@fastify/swagger",
      "fastify",
      "fastify-type-provider-zod",
      "zod",
    ],
    readsStoresOnly: true,
  },
  {
    name: "cli",
    mayImport: ["app", "core", "db/stores", "db/types.ts", "config.ts", "log.ts", "metrics.ts"],
    packages: ["commander"],
    readsStoresOnly: true,
  },
  { name: "config.ts", mayImport: ["core"], packages: ["zod"] },
  { name: "log.ts", mayImport: [], packages: ["pino"] },
  { name: "metrics.ts", mayImport: [], packages: ["prom-client"] },
  {
    name: "main.ts",
    mayImport: ["cli", "core", "http"],
    packages: [],
  },
];
