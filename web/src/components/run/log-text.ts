const REQUESTER = /(?<= requested by )(?:[a-z]+:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/g;

/** A line of the log with who asked for something as "you" or "somebody else" in place of an id. */
export function withNames(message: string, userId: string | null): string {
  return message.replaceAll(REQUESTER, (_, id: string) => (id === userId ? "you" : "somebody else"));
}
