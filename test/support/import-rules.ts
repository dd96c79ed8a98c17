import path from "node:path";
import { LAYERS, type Layer } from "./layer-table.ts";

/** A module of `src` by its path under it, such as `core/dates/plain-date.ts`. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

export interface Import {
  /** As written: `#core/…`, `./…`, a package or `node:…`; null where it is not a literal. */
  readonly specifier: string | null;
  /** Imported names; empty for a whole namespace, a side effect or a dynamic import. Types have their `type` in front. */
  readonly names: readonly string[];
}

const STATIC =
  /^[ \t]*(?:import|export)\s+(type\s+)?(?:([\w$]+)\s*,?\s*)?(?:\*(?:\s+as\s+[\w$]+)?|\{([^}]*)\})?\s*from\s*["']([^"']+)["']/gm;
const SIDE_EFFECT = /^[ \t]*import\s*["']([^"']+)["']/gm;
const DYNAMIC = /\b(?:import|require)\s*\(\s*(?:["'`]([^"'`$]+)["'`]\s*[,)])?/g;

/** Every import, re-export and dynamic import of a module's text. */
export function importsOf(text: string): readonly Import[] {
  const code = withoutComments(text);
  const found: Import[] = [];
  for (const [, type, whole, braces, specifier] of code.matchAll(STATIC)) {
    const inBraces = (braces ?? "").split(",").map((name) => name.replace(/\s+as\s.*/s, "").trim());
    const names = [...(whole === undefined ? [] : [whole]), ...inBraces.filter((name) => name !== "")];
    found.push({
      specifier: specifier!,
      names: type === undefined ? names : names.map((name) => `type ${name}`),
    });
  }
  for (const [, specifier] of code.matchAll(SIDE_EFFECT)) found.push({ specifier: specifier!, names: [] });
  for (const [, specifier] of code.matchAll(DYNAMIC)) found.push({ specifier: specifier ?? null, names: [] });
  return found;
}

/** Blanks comments; strings stay. A quote inside a regular expression may hide at most the rest of its line. */
function withoutComments(text: string): string {
  return text.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\/.*|\/\*[\s\S]*?\*\//g,
    (_, kept?: string) => kept ?? " ",
  );
}

/** The path under `src` that a specifier of `file` names, or null for a package or built-in module. */
function targetOf(file: string, specifier: string): string | null {
  if (specifier.startsWith("#")) {
    const name = specifier.slice(1);
    return name.includes("/") ? name : `${name}.ts`;
  }
  return specifier.startsWith(".") ? path.posix.join(path.posix.dirname(file), specifier) : null;
}

/** The layer a path under `src` belongs to: the innermost one of the table, else its first folder. */
export function layerOf(file: string): string {
  const inside = LAYERS.map(({ name }) => name).filter(
    (name) => file === name || file.startsWith(`${name}/`),
  );
  return inside.sort((a, b) => b.length - a.length)[0] ?? file.split("/")[0]!;
}

const IMPURE: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /\bDate\.now\b|\bnew Date\b(?!\s*\(\s*[^)\s])|(?<!new )\bDate\(\s*\)/, what: "the clock" },
  { pattern: /\bperformance\s*\.|\b(?:setTimeout|setInterval|setImmediate)\s*\(/, what: "the clock" },
  { pattern: /\bMath\.random\b|\bcrypto\s*\./, what: "randomness" },
  { pattern: /\bprocess\s*\.|\bglobalThis\b|\bimport\.meta\b/, what: "the environment" },
  { pattern: /\bfetch\s*\(|\bconsole\s*\./, what: "input or output" },
  {
    pattern: /\.(?:getFullYear|getMonth|getDate|getDay|getHours|getMinutes|getTimezoneOffset)\s*\(/,
    what: "the machine's time zone",
  },
  { pattern: /\.(?:localeCompare|toLocale\w+)\s*\(/, what: "the machine's locale" },
];

const READING = /^(?:find|list|read|count|has|is|sum|summarise)[A-Z]/;

/** What a module does that the table of layers does not allow, one sentence each. */
export function violationsOf({ file, text }: SourceFile, layers: readonly Layer[] = LAYERS): string[] {
  const layer = layers.find(({ name }) => name === layerOf(file));
  if (layer === undefined) return [`${file} is in no layer of the table`];
  const problems: string[] = [];
  for (const { specifier, names } of importsOf(text)) {
    if (specifier === null) {
      problems.push(`${file} imports something that is not a literal`);
      continue;
    }
    const target = targetOf(file, specifier);
    if (target === null) problems.push(...packageProblems(file, specifier, layer));
    else if (target.startsWith("../")) problems.push(`${file} imports ${specifier}, outside src`);
    else if (!isAllowed(target, layer))
      problems.push(`${file} imports ${target}, which ${layer.name} may not`);
    else if (layer.readsStoresOnly === true && target.startsWith("db/stores/"))
      problems.push(...storeProblems(file, target, names));
  }
  if (layer.pure === true) problems.push(...impurities(file, text));
  return problems;
}

function isAllowed(target: string, layer: Layer): boolean {
  return [layer.name, ...layer.mayImport].some(
    (allowed) => target === allowed || target.startsWith(`${allowed}/`),
  );
}

function packageProblems(file: string, specifier: string, layer: Layer): string[] {
  if (specifier.startsWith("node:")) return layer.pure === true ? [`${file} imports ${specifier}`] : [];
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  return layer.packages.includes(name)
    ? []
    : [`${file} imports the package ${name}, which ${layer.name} may not`];
}

function storeProblems(file: string, target: string, names: readonly string[]): string[] {
  if (names.length === 0) return [`${file} imports ${target} whole; name what it reads`];
  return names
    .filter((name) => !name.startsWith("type ") && !READING.test(name))
    .map((name) => `${file} imports ${name} of ${target}, which does not read`);
}

function impurities(file: string, text: string): string[] {
  const code = withoutComments(text).replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, '""');
  return IMPURE.filter(({ pattern }) => pattern.test(code)).map(
    ({ what }) => `${file} uses ${what}, and core is pure`,
  );
}

/** Modules of `src` that a module imports, if only a type. */
function dependenciesOf({ file, text }: SourceFile): readonly { target: string; typesOnly: boolean }[] {
  return importsOf(text).flatMap(({ specifier, names }) => {
    const target = specifier === null ? null : targetOf(file, specifier);
    const typesOnly = names.length > 0 && names.every((name) => name.startsWith("type "));
    return target === null ? [] : [{ target, typesOnly }];
  });
}

/** A circle of layers, first one repeated at the end; null where imports go one way only. */
export function layerCycle(files: readonly SourceFile[]): readonly string[] | null {
  const graph = new Map<string, Set<string>>();
  for (const source of files) {
    const from = layerOf(source.file);
    const to = graph.get(from) ?? new Set<string>();
    graph.set(from, to);
    for (const { target } of dependenciesOf(source)) if (layerOf(target) !== from) to.add(layerOf(target));
  }
  return cycleIn(graph);
}

/**
 * A circle of modules, first one repeated at the end; null where there is none. Types do not count: they are erased,
 * so two modules that know each other's types can still be loaded and read apart.
 */
export function moduleCycle(files: readonly SourceFile[]): readonly string[] | null {
  const valuesOf = (source: SourceFile) =>
    dependenciesOf(source).flatMap(({ target, typesOnly }) => (typesOnly ? [] : [target]));
  return cycleIn(new Map(files.map((source) => [source.file, new Set(valuesOf(source))])));
}

function cycleIn(graph: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | null {
  const done = new Set<string>();
  const visit = (node: string, trail: readonly string[]): readonly string[] | null => {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (done.has(node)) return null;
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next, [...trail, node]);
      if (cycle !== null) return cycle;
    }
    done.add(node);
    return null;
  };
  for (const node of graph.keys()) {
    const cycle = visit(node, []);
    if (cycle !== null) return cycle;
  }
  return null;
}
