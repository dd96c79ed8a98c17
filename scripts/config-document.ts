import { describeSettings } from "#config";
import { generatedNote, markdownRows } from "./markdown.ts";

/** The text of `docs/config.md`: every setting, its meaning and default. */
export function configDocument(): string {
  const rows = describeSettings().map(({ name, about, fallback }) => [
    `\`${name}\``,
    about,
    fallback === "–" ? "–" : `\`${fallback}\``,
  ]);
  return `# Settings

${generatedNote}

Settings are environment variables, read once at start and checked together: whatever is wrong is reported at once, and an unknown
\`SIGMASIGHT_\` name is an error. An empty value counts as absent. \`bin/sigmasight config print\` shows what is in force.

${markdownRows(["setting", "meaning", "default"], rows)}
`;
}
