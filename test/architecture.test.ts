import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { PHASES } from "#batch/phases/index.ts";
import { RISK_JOBS } from "#batch/phases/risk-analytics.ts";
import {
  importsOf,
  layerCycle,
  layerOf,
  moduleCycle,
  type SourceFile,
  violationsOf,
} from "./support/import-rules.ts";
import { LAYERS } from "./support/layer-table.ts";
import { markdownTable } from "./support/markdown-table.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const document = (name: string) => readFileSync(path.join(ROOT, name), "utf8");

/** Modules of the program; tests beside them may import what they like. */
const SOURCES: readonly SourceFile[] = readdirSync(path.join(ROOT, "src"), { recursive: true })
  .map((name) => String(name).replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts") && !/\.(?:test|prop\.test)\.ts$/.test(file))
  .sort()
  .map((file) => ({ file, text: readFileSync(path.join(ROOT, "src", file), "utf8") }));

describe("the layers of src", () => {
  it("import only what the table allows", () => {
    expect(SOURCES.length).toBeGreaterThan(200);
    expect(SOURCES.flatMap((source) => violationsOf(source))).toEqual([]);
  });

  it("are all in the table, and the table has no others", () => {
    const present = new Set(SOURCES.map(({ file }) => layerOf(file)));
    expect(LAYERS.map(({ name }) => name).filter((name) => !present.has(name))).toEqual([]);
  });

  it("import one another in one direction", () => {
    expect(layerCycle(SOURCES)).toBeNull();
  });

  it("have no circle of modules", () => {
    expect(moduleCycle(SOURCES)).toBeNull();
  });

  it("are the table of ARCHITECTURE.md", () => {
    const list = (items: readonly string[]) => (items.length === 0 ? "–" : items.join(", "));
    const shown = markdownTable(document("ARCHITECTURE.md"), "layer", "may import", "npm packages");
    expect(shown.map((row) => row.slice(0, 3))).toEqual(
      LAYERS.map(({ name, mayImport, packages }) => [name, list(mayImport), list(packages)]),
    );
  });
});

describe("the list of phases", () => {
  it("has every file of src/batch/phases", () => {
    const files = readdirSync(path.join(ROOT, "src/batch/phases")).filter((file) => file !== "index.ts");
    expect(PHASES.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort());
  });

  it("is in the order of its numbers, and no phase needs a later one", () => {
    const numbers = PHASES.map(({ number }) => Number(number));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    for (const [index, { needs }] of PHASES.entries()) {
      const earlier = PHASES.slice(0, index).map(({ name }) => name);
      expect(earlier).toEqual(expect.arrayContaining([...needs]));
    }
  });

  it("is the table of docs/batch.md", () => {
    const shown = markdownTable(document("docs/batch.md"), "no", "phase", "grain");
    expect(shown.map(([number, name, grain, , writes]) => ({ number, name, grain, writes }))).toEqual(
      PHASES.map(({ number, name, grain, writes }) => ({ number, name, grain, writes: writes.join(", ") })),
    );
  });

  it("needs, reads, and is bounded in time as docs/batch.md says", () => {
    const shown = markdownTable(document("docs/batch.md"), "phase", "needs", "reads");
    expect(shown).toEqual(
      PHASES.map(({ name, needs, reads, timeoutMs, weight, essential }) => [
        name,
        needs.join(", ") || "–",
        reads.join(", "),
        `${timeoutMs / 1000} s`,
        String(weight),
        essential ? "yes" : "no",
      ]),
    );
  });
});

describe("the jobs of risk-analytics", () => {
  it("are the table of docs/batch.md and one file each", () => {
    const names = RISK_JOBS.map(({ name }) => name);
    const shown = markdownTable(document("docs/batch.md"), "job", "sessions", "result");
    expect(shown.map(([name]) => name)).toEqual(names);
    const files = readdirSync(path.join(ROOT, "src/batch/risk-jobs"));
    expect(names.map((name) => `${name}-job.ts`).sort()).toEqual(files.sort());
  });
});

describe("the checker", () => {
  const problems = (file: string, text: string) => violationsOf({ file, text });

  it.each([
    ["a layer above", "core/a.ts", 'import { x } from "#db/pools.ts";', "imports db/pools.ts"],
    ["a relative path out of the layer", "core/a/b.ts", 'export * from "../../db/x.ts";', "imports db/x.ts"],
    ["a type of a layer above", "engine/a.ts", 'import type { P } from "#batch/p.ts";', "imports batch/p.ts"],
    [
      "an import over several lines",
      "db/a.ts",
      'import {\n  a,\n  b,\n} from "#providers/x.ts";',
      "providers/x",
    ],
    ["a dynamic import", "http/a.ts", 'const x = await import("#engine/worker.ts");', "engine/worker.ts"],
    ["an import for its effect", "http/a.ts", 'import "#cli/x.ts";', "imports cli/x.ts"],
    [
      "what only looks like an allowed file",
      "batch/a.ts",
      'import { x } from "#engine/phases.ts";',
      "phases",
    ],
    ["a store from the engine", "engine/a.ts", 'import { x } from "#db/stores/s.ts";', "db/stores/s.ts"],
    ["config below main and cli", "app/a.ts", 'import { readConfig } from "#config";', "imports config.ts"],
    ["a package of another layer", "app/a.ts", 'import { z } from "@fastify/cookie";', "@fastify/cookie"],
    ["a built-in module in core", "core/a.ts", 'import path from "node:path";', "imports node:path"],
    ["a path that is computed", "app/a.ts", "await import(name);", "not a literal"],
    ["a file outside src", "app/a.ts", 'import x from "../../test/x.ts";', "outside src"],
    ["a write from http", "http/a.ts", 'import { insertFlow } from "#db/stores/f.ts";', "does not read"],
    ["a whole store from http", "http/a.ts", 'import * as store from "#db/stores/f.ts";', "whole"],
    ["the clock in core", "core/a.ts", "const now = new Date();", "the clock"],
    ["the clock as a number in core", "core/a.ts", "const now = Date.now();", "the clock"],
    ["randomness in core", "core/a.ts", "const x = `$" + "{Math.random()}`;", "randomness"],
    ["the environment in core", "core/a.ts", "if (process.env.X) f();", "the environment"],
    ["the machine's time zone in core", "core/a.ts", "date.getHours()", "time zone"],
    ["a folder without a layer", "misc/a.ts", "", "in no layer"],
  ])("reports %s", (_, file, text, expected) => {
    expect(problems(file, text)).toEqual([expect.stringContaining(expected)]);
  });

  it.each([
    ["its own layer", "core/a/b.ts", 'import { x } from "../c/d.ts";\nimport { y } from "#core/e.ts";'],
    ["an allowed file of a layer", "batch/a.ts", 'import type { Phase } from "#engine/phase.ts";'],
    [
      "a read of a store from http",
      "http/a.ts",
      'import { type Row, listFlows as list } from "#db/stores/f.ts";',
    ],
    ["a comment", "core/a.ts", '// import { x } from "#db/x.ts"; Date.now()\n/* process.env */'],
    ["words in a string", "core/a.ts", 'const text = "process.env and Math.random()";'],
    ["a date of an argument in core", "core/a.ts", "const date = new Date(days * 864e5);"],
    ["SQL that says from", "db/a.ts", 'const q = sql`\n  select x as "y"\n  from "#providers/x.ts"`;'],
  ])("accepts %s", (_, file, text) => {
    expect(problems(file, text)).toEqual([]);
  });

  it("reads names without their aliases and marks types", () => {
    const text = 'import type { A } from "x";\nexport { b as c, type D } from "y";\nimport * as n from "z";';
    expect(importsOf(text)).toEqual([
      { specifier: "x", names: ["type A"] },
      { specifier: "y", names: ["b", "type D"] },
      { specifier: "z", names: [] },
    ]);
  });

  it("finds a circle of layers", () => {
    const files = [
      { file: "engine/a.ts", text: 'import "#db/x.ts";' },
      { file: "db/x.ts", text: 'import "#core/y.ts";' },
      { file: "core/y.ts", text: 'import "#engine/a.ts";' },
    ];
    expect(layerCycle(files)).toEqual(["engine", "db", "core", "engine"]);
  });

  it("does not take two modules that know each other's types for a circle", () => {
    const files = [
      { file: "core/a.ts", text: 'import { b } from "./b.ts";' },
      { file: "core/b.ts", text: 'import type { A } from "./a.ts";\nimport { type B } from "./a.ts";' },
    ];
    expect(moduleCycle(files)).toBeNull();
  });

  it("finds a circle of modules inside a layer", () => {
    const files = [
      { file: "core/a.ts", text: 'import { b } from "./b.ts";' },
      { file: "core/b.ts", text: 'import { a } from "./a.ts";' },
    ];
    expect(moduleCycle(files)).toEqual(["core/a.ts", "core/b.ts", "core/a.ts"]);
    expect(layerCycle(files)).toBeNull();
  });
});

describe("the web app", () => {
  const root = path.join(ROOT, "web/src");
  const files = readdirSync(root, { recursive: true })
    .map((name) => String(name).replaceAll("\\", "/"))
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts") && !file.includes(".test."));
  const imports = files.flatMap((file) =>
    importsOf(readFileSync(path.join(root, file), "utf8")).map(({ specifier }) => ({ file, specifier })),
  );

  it("imports nothing of src but what is pure, and no built-in module", () => {
    expect(files.length).toBeGreaterThan(100);
    const outside = imports.filter(({ specifier }) => specifier === null || /^(?:#|node:)/.test(specifier));
    expect(outside.filter(({ specifier }) => !specifier?.startsWith("#core/"))).toEqual([]);
  });

  it("stays inside its folder with relative paths", () => {
    const leaving = imports.filter(
      ({ file, specifier }) =>
        specifier?.startsWith(".") === true &&
        path.posix.join(path.posix.dirname(file), specifier).startsWith(".."),
    );
    expect(leaving).toEqual([]);
  });
});
