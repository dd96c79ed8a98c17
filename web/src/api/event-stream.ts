/** An event of a `text/event-stream`. */
export interface StreamEvent {
  /** `message` where the stream names none. */
  readonly event: string;
  readonly data: string;
  /** The last id the stream gave, this event's or an earlier one's; null: none yet. */
  readonly id: string | null;
}

/**
 * Takes the text of an event stream in pieces of any size and gives the events that each piece completes. Comments and
 * events without data are skipped; a piece may end within a line, even between the two characters of a line end.
 */
export function createEventParser(): (piece: string) => readonly StreamEvent[] {
  let rest = "";
  let event = "";
  let data: string[] = [];
  let id: string | null = null;

  function take(line: string): StreamEvent | null {
    if (line === "") {
      const complete = data.length === 0 ? null : { event: event || "message", data: data.join("\n"), id };
      event = "";
      data = [];
      return complete;
    }
    const colon = line.indexOf(":");
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") event = value;
    else if (field === "data") data.push(value);
    else if (field === "id") id = value;
    return null;
  }

  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    return lines.map(take).filter((complete) => complete !== null);
  };
}
