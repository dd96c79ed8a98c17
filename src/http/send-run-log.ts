import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import { listEventsAfter, type RunEventRow } from "#db/stores/run-read-store.ts";
import type { Queryable } from "#db/types.ts";
import { presentLogLine } from "./presenters/run-presenter.ts";

const PAGE = 1000;

/** Sends the whole log of a run as a file, page by page. */
export function sendRunLog(
  reply: FastifyReply,
  db: Queryable,
  runId: string,
  format: "txt" | "json",
): FastifyReply {
  const type = format === "txt" ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
  return reply
    .type(type)
    .header("content-disposition", `attachment; filename="run-${runId}.${format}"`)
    .send(Readable.from(format === "txt" ? textLines(db, runId) : jsonArray(db, runId)));
}

async function* allEvents(db: Queryable, runId: string): AsyncGenerator<RunEventRow> {
  let seq = 0;
  for (;;) {
    const page = await listEventsAfter(db, runId, seq, PAGE);
    yield* page;
    if (page.length < PAGE) return;
    seq = page.at(-1)?.seq ?? seq;
  }
}

async function* textLines(db: Queryable, runId: string): AsyncGenerator<string> {
  for await (const event of allEvents(db, runId)) {
    const { at, level, phase, subject, code, message } = event;
    const place = [phase, subject, code].filter((part) => part !== null).join(" ");
    yield `${at.toISOString()} ${level.toUpperCase().padEnd(7)} ${place === "" ? "" : `[${place}] `}${message}\n`;
  }
}

async function* jsonArray(db: Queryable, runId: string): AsyncGenerator<string> {
  let before = "[";
  for await (const event of allEvents(db, runId)) {
    yield `${before}\n${JSON.stringify(presentLogLine(event))}`;
    before = ",";
  }
  yield before === "[" ? "[]\n" : "\n]\n";
}
