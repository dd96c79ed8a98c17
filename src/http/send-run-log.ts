import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { RunEventRow } from "#db/stores/run-read-store.ts";
import { keepTenant } from "#db/tenant.ts";
import { presentLogLine } from "./presenters/run-presenter.ts";

const PAGE = 1000;

/** Reads the lines of a log after a sequence number that its reader may see, oldest first. */
export type ReadEvents = (seq: number, limit: number) => Promise<readonly RunEventRow[]>;

/** Sends the log of a run as a file, page by page. */
export function sendRunLog(
  reply: FastifyReply,
  runId: string,
  format: "txt" | "json",
  read: ReadEvents,
): FastifyReply {
  const readAsNow = keepTenant(read);
  const type = format === "txt" ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
  return reply
    .type(type)
    .header("content-disposition", `attachment; filename="run-${runId}.${format}"`)
    .send(Readable.from(format === "txt" ? textLines(readAsNow) : jsonArray(readAsNow)));
}

async function* allEvents(read: ReadEvents): AsyncGenerator<RunEventRow> {
  let seq = 0;
  for (;;) {
    const page = await read(seq, PAGE);
    yield* page;
    if (page.length < PAGE) return;
    seq = page.at(-1)?.seq ?? seq;
  }
}

async function* textLines(read: ReadEvents): AsyncGenerator<string> {
  for await (const event of allEvents(read)) {
    const { at, level, phase, subject, code, message } = event;
    const place = [phase, subject, code].filter((part) => part !== null).join(" ");
    yield `${at.toISOString()} ${level.toUpperCase().padEnd(7)} ${place === "" ? "" : `[${place}] `}${message}\n`;
  }
}

async function* jsonArray(read: ReadEvents): AsyncGenerator<string> {
  let before = "[";
  for await (const event of allEvents(read)) {
    yield `${before}\n${JSON.stringify(presentLogLine(event))}`;
    before = ",";
  }
  yield before === "[" ? "[]\n" : "\n]\n";
}
