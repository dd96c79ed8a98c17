/** The key of a number: its parts joined by `/`, since symbols may hold dots; a `/` inside a part is `%2F`. */
export function keyOf(...parts: readonly (string | number)[]): string {
  return parts.map((part) => String(part).replaceAll("%", "%25").replaceAll("/", "%2F")).join("/");
}

/** The parts of a key. */
export function partsOf(key: string): readonly string[] {
  return key.split("/").map((part) => part.replaceAll(/%2F/gi, "/").replaceAll("%25", "%"));
}

const MOST_NEAR = 5;

/** Keys whose edits are counted: a large book has hundreds of thousands, of which few share a part with the wrong one. */
const MOST_COMPARED = 500;

/** Characters of a wrong key that are looked at: no key is longer. */
const MOST_SOUGHT = 300;

/** The keys most like a wrong one, the most alike first: those that share most parts, then by the edits between them. */
export function nearestKeys(wrong: string, keys: readonly string[]): readonly string[] {
  const sought = wrong.slice(0, MOST_SOUGHT).toLowerCase();
  const parts = new Set(sought.split("/"));
  const bySharedParts = Map.groupBy(keys, (key) => sharedParts(key.toLowerCase(), parts));
  const compared = [...bySharedParts]
    .sort(([a], [b]) => b - a)
    .flatMap(([, group]) => group)
    .slice(0, MOST_COMPARED);
  return compared
    .map((key) => ({ key, distance: editDistance(sought, key.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || (a.key < b.key ? -1 : 1))
    .slice(0, MOST_NEAR)
    .map(({ key }) => key);
}

function sharedParts(key: string, parts: ReadonlySet<string>): number {
  return key.split("/").filter((part) => parts.has(part)).length;
}

/** Levenshtein: the fewest characters put in, taken out or exchanged that make one text of the other. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, above[j]! + 1, row[j - 1]! + 1));
    }
    above = row;
  }
  return above[b.length]!;
}
