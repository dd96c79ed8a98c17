import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type ProofLine, proofTable } from "./proof-table.ts";

const FOLDER = path.resolve(import.meta.dirname, "../docs/methods");

/** File names of the pages of `docs/methods`, sorted; the table of contents is not one. */
export function methodPages(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .sort();
}

/** The text of `docs/methods/README.md`: its pages, and what was compared with independent answers. */
export function methodsDocument(rows: readonly ProofLine[]): string {
  return `# Methods

*Generated: the list of pages by \`npm run docs\`, the table by \`npm run docs:proof\`; tests check that neither lacks one.*

What every number means: one page for each estimator, with its formula, units, window, minimum data, limits and source.
Sessions, not calendar days; an estimate uses data up to its session; below its minimum there is none, and it says why.

${methodPages().map(pageLine).join("\n")}

## Compared with independent answers

No number is tested against our own output. Each row is one quantity against answers that another tool gave, or that
were worked out by hand: how many numbers were compared, the largest difference seen, and the tolerance beyond which the test
fails. A relative difference is taken of the answer, or of a floor where the answer is near zero; NaN agrees only with
NaN. The answers, and the scripts that made them, are in the folders of \`test/golden\`; those of the *oracle* lie
beside the project and were made with NumPy 1.24, pandas 1.5, statsmodels 0.13, SciPy 1.10 and scikit-learn 1.2.

${proofTable(rows)}
`;
}

/** A link with the page's title and, where it opens with one, its first sentence. */
function pageLine(name: string): string {
  const [heading = "", opening = ""] = readFileSync(path.join(FOLDER, name), "utf8").split(/\n{2,}/);
  const link = `- [${heading.replace(/^# /, "")}](${name})`;
  if (!/^[\p{L}`]/u.test(opening)) return link;
  const [sentence = ""] = opening.replaceAll("\n", " ").split(/(?<=\.) /);
  return `${link}: ${sentence}`;
}
