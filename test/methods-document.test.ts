import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { methodPages, methodsDocument } from "../scripts/methods-document.ts";
import { NAMED_QUANTITIES } from "../scripts/proof-quantities.ts";
import { readProofTable } from "../scripts/proof-table.ts";

const text = readFileSync(path.resolve(import.meta.dirname, "../docs/methods/README.md"), "utf8");
const rows = readProofTable(text);

describe("docs/methods/README.md", () => {
  it("links to every page of the folder, and no other", () => {
    const linked = [...text.matchAll(/^- \[[^\]]+\]\(([^)]+)\)/gm)].map(([, file]) => file!);
    expect(linked).toEqual(methodPages());
  });

  it("is what npm run docs makes of the pages and of its own table", () => {
    expect(text).toBe(methodsDocument(rows));
  });

  it.each(Object.entries(NAMED_QUANTITIES))("has an independent answer for %s", (_, named) => {
    const missing = named.filter((name) => !rows.some(({ quantity }) => quantity === name));
    expect(missing).toEqual([]);
  });

  it("shows no error beyond its tolerance and no row without a comparison", () => {
    const wrong = rows.filter(
      ({ count, worst, tolerance }) => !(count > 0 && worst !== null && worst <= tolerance),
    );
    expect(wrong).toEqual([]);
  });
});
