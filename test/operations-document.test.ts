import { readFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { AUDIT_ACTIONS } from "#app/audit.ts";
import { COMMANDS } from "#cli/commands/index.ts";
import { describeSettings } from "#config";
import { ARCHIVE_SECTIONS } from "#core/archive/archive-format.ts";
import { ERROR_CODES } from "#core/errors/error-codes.ts";
import { METRICS } from "#metrics";
import { markdownTable } from "./support/markdown-table.ts";

const text = readFileSync(path.resolve(import.meta.dirname, "../docs/operations.md"), "utf8");

describe("docs/operations.md", () => {
  it("has every metric with its kind, labels and meaning", () => {
    expect(markdownTable(text, "metric", "kind", "labels")).toEqual(
      Object.entries(METRICS).map(([name, { kind, labels, help }]) => [
        name,
        kind,
        labels.join(", ") || "–",
        help,
      ]),
    );
  });

  it("asks in its alerts for metrics and labels that there are", () => {
    const alerts = markdownTable(text, "when", "means", "look at").map(([when]) => when!);
    const known: Readonly<Record<string, { readonly labels: readonly string[] }>> = METRICS;
    const asked = alerts.flatMap((when) => [...when.matchAll(/(sigmasight_\w+)(?:\{(\w+)[=!])?/g)]);
    expect(asked.length).toBeGreaterThan(12);
    const unknown = asked.filter(([, name, label]) => {
      const labels = known[name!.replace(/_(?:bucket|count|sum)$/, "")]?.labels;
      return labels === undefined || (label !== undefined && !labels.includes(label));
    });
    expect(unknown.map(([match]) => match)).toEqual([]);
  });

  it("has every action of the audit log", () => {
    expect(markdownTable(text, "action", "what was done")).toEqual(Object.entries(AUDIT_ACTIONS));
  });

  it("has every section of an export with its fields", () => {
    expect(markdownTable(text, "section", "fields")).toEqual(
      ARCHIVE_SECTIONS.map(({ name, fields }) => [name, fields.map((field) => field.name).join(", ")]),
    );
  });

  it("gives retention the program's defaults", () => {
    const defaults = new Map(describeSettings().map(({ name, fallback }) => [name, fallback]));
    const kept = markdownTable(text, "setting", "days", "of").map(([name, days]) => [name, days]);
    expect(kept).toEqual([...defaults].filter(([name]) => /_KEEP_/.test(name)));
  });

  it("names only settings, errors and commands that there are", async () => {
    const settings = new Set(describeSettings().map(({ name }) => name));
    const named = [...text.matchAll(/\bSIGMASIGHT_[A-Z_]+\b/g)].map(([name]) => name);
    expect(named.filter((name) => !settings.has(name))).toEqual([]);
    const codes = [...text.matchAll(/`([A-Z]+_[A-Z_]+)`/g)].map(([, code]) => code!);
    const unknown = codes.filter((code) => !(code in ERROR_CODES) && !settings.has(code));
    expect([...new Set(unknown)]).toEqual(["PRICES_OUTDATED"]); // a finding
    const program = await fullProgram();
    const shown = [...text.matchAll(/(?:`|^|&& )sigmasight ([a-z]+)(?: ([a-z][a-z-]*))?/gm)];
    expect(shown.length).toBeGreaterThan(20);
    const absent = shown.filter(([, name, sub]) => {
      const command = program.commands.find((one) => one.name() === name);
      const subs = command?.commands.map((one) => one.name()) ?? [];
      return command === undefined || (sub !== undefined && subs.length > 0 && !subs.includes(sub));
    });
    expect(absent.map(([match]) => match)).toEqual([]);
  });
});

/** All commands with their subcommands. */
async function fullProgram(): Promise<Command> {
  const program = new Command();
  const cli = {
    environment: {},
    stdout: process.stdout,
    stderr: process.stderr,
    signal: new AbortController().signal,
    startServer: () => Promise.reject(new Error("registering a command starts nothing")),
  };
  for (const register of COMMANDS) await register(program, cli, () => async () => {}).load();
  return program;
}
