interface NumberEntry {
  readonly key: string;
  readonly title: string;
}

interface FoundNumbers<Entry> {
  /** The first of those that match. */
  readonly shown: readonly Entry[];
  /** How many match. */
  readonly total: number;
}

/** Numbers whose title or key contains every word of a search. */
export function findNumbers<Entry extends NumberEntry>(
  numbers: readonly Entry[],
  search: string,
  most: number,
): FoundNumbers<Entry> {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = numbers.filter(({ key, title }) => {
    const text = `${title} ${key}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return { shown: found.slice(0, most), total: found.length };
}
