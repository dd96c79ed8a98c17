import { describe, expect, it } from "vitest";
import { createEventParser, type StreamEvent } from "./event-stream.ts";

const TEXT =
  'retry: 1000\n\nid: 7\nevent: log\ndata: {"a":1}\n\n: still here\n\nevent: status\ndata: x\ndata: y\n\n';
const EVENTS: readonly StreamEvent[] = [
  { event: "log", data: '{"a":1}', id: "7" },
  { event: "status", data: "x\ny", id: "7" },
];

describe("createEventParser", () => {
  it("gives the events of a whole text, without comments and retry times", () => {
    expect(createEventParser()(TEXT)).toEqual(EVENTS);
  });

  it("gives the same events however the text is cut", () => {
    for (const text of [TEXT, TEXT.replaceAll("\n", "\r\n")]) {
      for (let cut = 0; cut <= text.length; cut++) {
        const parse = createEventParser();
        expect([...parse(text.slice(0, cut)), ...parse(text.slice(cut))]).toEqual(EVENTS);
      }
      const parse = createEventParser();
      expect(Array.from(text).flatMap((letter) => parse(letter))).toEqual(EVENTS);
    }
  });

  it("holds back an event that is not complete", () => {
    const parse = createEventParser();
    expect(parse("event: log\ndata: 1\n")).toEqual([]);
    expect(parse("\n")).toEqual([{ event: "log", data: "1", id: null }]);
  });
});
