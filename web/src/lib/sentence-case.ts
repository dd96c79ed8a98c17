/** A text with a capital at its start. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A code as words: `MUTUAL_FUND` is `Mutual fund`. */
export function wordsOfCode(code: string): string {
  return sentenceCase(code.toLowerCase().replaceAll("_", " "));
}
