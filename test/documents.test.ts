import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { describe, expect, it } from "vitest";
import type { Cli } from "#cli/cli.ts";
import { COMMANDS } from "#cli/commands/index.ts";
import { configDocument } from "../scripts/config-document.ts";
import { errorDocument } from "../scripts/error-document.ts";
import { markdownTable } from "./support/markdown-table.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const document = (name: string) => readFileSync(path.join(ROOT, name), "utf8");

describe("the generated documents", () => {
  it("list every code as the program knows it", () => {
    expect(document("docs/errors.md")).toBe(errorDocument());
  });

  it("list every setting as the program reads it", () => {
    expect(document("docs/config.md")).toBe(configDocument());
  });
});

describe("README.md", () => {
  it("has every command of the program, and no other", () => {
    const program = new Command();
    const cli: Cli = {
      environment: {},
      stdout: process.stdout,
      stderr: process.stderr,
      signal: new AbortController().signal,
      startServer: () => Promise.reject(new Error("registering a command starts nothing")),
    };
    for (const register of COMMANDS) register(program, cli, () => async () => {});
    const cells = markdownTable(document("README.md"), "command", "does").map(([cell]) => cell!);
    const shown = cells.flatMap((cell) => cell.split(", ").map((command) => command.split(" ")[0]!));
    expect(shown.sort()).toEqual(program.commands.map((command) => command.name()).sort());
  });
});

/** Documents people read: at the root and under `docs`, and those beside tests and benches. */
const DOCUMENTS = [".", "docs", "bench", "test"].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: folder !== "." })
    .map((name) => path.join(folder, String(name)))
    .filter((name) => name.endsWith(".md")),
);

describe("the documents", () => {
  it.each(DOCUMENTS)("%s links to files and headings that exist", (name) => {
    const links = [...document(name).matchAll(/(?<!!)\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
    const broken = links.filter((link) => !/^https?:/.test(link) && !leadsSomewhere(name, link));
    expect(broken).toEqual([]);
  });

  it.each(DOCUMENTS)("%s names source files that exist", (name) => {
    const files = [...document(name).matchAll(/`((?:src|test|scripts|docs|bin|bench)\/[\w./-]+\.\w+)`/g)];
    const missing = files.map(([, file]) => file!).filter((file) => !existsSync(path.join(ROOT, file)));
    expect(missing).toEqual([]);
  });
});

function leadsSomewhere(from: string, link: string): boolean {
  const [file = "", heading] = link.split("#");
  const target = file === "" ? from : path.join(path.dirname(from), file);
  if (!existsSync(path.join(ROOT, target))) return false;
  if (heading === undefined) return true;
  return [...document(target).matchAll(/^#+ (.*)$/gm)].some(([, title]) => anchorOf(title!) === heading);
}

/** As GitHub makes them. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, "")
    .replaceAll(" ", "-");
}
