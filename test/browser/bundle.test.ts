import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const DIST = path.resolve(import.meta.dirname, "../../web/dist");
/** Budgets in bytes, gzipped. */
const SHELL = 260_000;
const CHUNK = 240_000;

const packed = (file: string) => statSync(path.join(DIST, `${file}.gz`)).size;
const page = readFileSync(path.join(DIST, "index.html"), "utf8");
const shell = [...page.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, file]) => file as string);

test("the shell, all that the page itself names, is within its budget", () => {
  expect(shell.some((file) => file.endsWith(".css"))).toBe(true);
  expect(shell.filter((file) => file.endsWith(".js")).length).toBeGreaterThan(1);
  const bytes = shell.reduce((sum, file) => sum + packed(file), packed("index.html"));
  expect(bytes).toBeLessThanOrEqual(SHELL);
});

test("every part that is loaded later is within its budget", () => {
  const later = readdirSync(path.join(DIST, "assets"))
    .filter((file) => file.endsWith(".js"))
    .map((file) => `assets/${file}`)
    .filter((file) => !shell.includes(file));
  expect(later.length).toBeGreaterThan(15);
  expect(later.filter((file) => packed(file) > CHUNK)).toEqual([]);
});
