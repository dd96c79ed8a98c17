/** Cells copied from a spreadsheet come with tabs between them; as CSV. Other text stays as it is. */
export function csvOfPasted(text: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  if (!lines.some((line) => line.includes("\t"))) return text;
  return lines
    .map((line) => (line.includes("\t") ? line.split("\t").map(quoted).join(",") : line))
    .join("\n");
}

function quoted(cell: string): string {
  const isQuoted = /^".*"$/.test(cell);
  return !isQuoted && /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
