const LONGEST = 200;
/** An error's text is short; a longer answer is data, whatever it says. */
const LONGEST_ERROR = 4_000;

/** What a vendor says in an answer that is no data, on one line and cut short; empty where it says nothing readable. */
export function answerText(text: string): string {
  if (text.length > LONGEST_ERROR || /^\s*</.test(text)) return "";
  let said: unknown = text;
  try {
    said = messageOf(JSON.parse(text));
  } catch {
    // Not JSON: the text itself is what it says.
  }
  return typeof said === "string" ? oneLine(said) : "";
}

/** A text on one line, cut short. */
export function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** The message in the objects that Yahoo, Tiingo and FMP answer with. */
function messageOf(answer: unknown): unknown {
  if (typeof answer !== "object" || answer === null) return answer;
  const fields = answer as Readonly<Record<string, unknown>>;
  for (const name of ["detail", "Error Message", "description", "message", "error"]) {
    const found = fields[name];
    if (typeof found === "string") return found;
  }
  const inner = Object.values(fields).filter((value) => typeof value === "object" && value !== null);
  return inner.map(messageOf).find((message) => typeof message === "string");
}
