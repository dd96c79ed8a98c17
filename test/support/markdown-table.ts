/**
 * The rows of the table whose header begins with these cells, each as its cells without the code quotes. Empty
 * where there is no such table.
 */
export function markdownTable(text: string, ...header: readonly string[]): readonly (readonly string[])[] {
  const rows = text
    .split("\n")
    .map((line) => (line.startsWith("|") ? cellsOf(line) : null))
    .concat([null]);
  const start = rows.findIndex((row) => row !== null && header.every((cell, i) => row[i] === cell));
  if (start < 0) return [];
  const end = rows.indexOf(null, start);
  return rows.slice(start + 2, end).filter((row) => row !== null);
}

function cellsOf(line: string): readonly string[] {
  return line
    .replace(/^\||\|\s*$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.replaceAll("`", "").replaceAll("\\|", "|").trim());
}
