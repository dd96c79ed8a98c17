import { finished, Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyReply } from "fastify";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { listOwnEventsAfter } from "#db/stores/run-read-store.ts";
import { keepTenant } from "#db/tenant.ts";
import type { RouteContext } from "./http-types.ts";
import { forOwner, presentLogLine, presentRun } from "./presenters/run-presenter.ts";

const POLL_MS = 500;
const HEARTBEAT_MS = 15_000;
const PAGE = 500;
/** Longest time between an event's number and its commit: a unit's transaction. */
const SETTLE_MS = 180_000;
/** Open streams of one user: some pages in some browsers, not a way to keep the database busy. */
const STREAMS_PER_USER = 20;
const TERMINAL: ReadonlySet<string> = new Set(["completed", "partial", "failed", "cancelled"]);

/** A run as the owner of one of its portfolios sees it. */
interface OwnRun {
  readonly runId: string;
  readonly portfolioId: string;
}

const openStreams = new Map<string, number>();

/**
 * Streams a run as server-sent events: `log` for every event after number `afterSeq`, `status` whenever the status
 * changed, comments so that proxies keep the connection. Ends when the run has ended and its log is out, when the
 * client leaves, or when the server closes. Errors: RATE_LIMITED for a user with too many open ones.
 */
export function sendRunEvents(
  reply: FastifyReply,
  context: RouteContext,
  userId: string,
  key: OwnRun,
  afterSeq: number,
): FastifyReply {
  const open = openStreams.get(userId) ?? 0;
  if (open >= STREAMS_PER_USER)
    throw new SigmaSightError("RATE_LIMITED", `${open} event streams are open; close one`);
  openStreams.set(userId, open + 1);
  const gone = new AbortController();
  // Told of a client too that has left before its run was looked up.
  finished(reply.raw, () => {
    gone.abort();
    const left = (openStreams.get(userId) ?? 1) - 1;
    if (left === 0) openStreams.delete(userId);
    else openStreams.set(userId, left);
  });
  const stop = AbortSignal.any([gone.signal, context.closing]);
  const log = keepTenant(newEvents(context, key, afterSeq));
  return reply
    .type("text/event-stream; charset=utf-8")
    .header("x-accel-buffering", "no")
    .header("connection", "close") // else the connection outlives the stream and holds up the server's close
    .send(Readable.from(runEvents(context, key, log, stop)));
}

async function* runEvents(
  context: RouteContext,
  key: OwnRun,
  log: () => Promise<string>,
  stop: AbortSignal,
): AsyncGenerator<string> {
  let shown = "";
  let spokeAt = Date.now();
  yield "retry: 1000\n\n";
  while (!stop.aborted) {
    // The status first: what it says has ended has its whole log in the read that follows.
    const run = await context.runs.runStatus(key.runId);
    let text = await log();
    if (run !== null) {
      const { elapsed_seconds, ...status } = presentRun(forOwner(run), context.systemNow());
      const now = JSON.stringify(status);
      if (now !== shown) text += frame("status", { ...status, elapsed_seconds });
      shown = now;
    }
    if (text === "" && Date.now() - spokeAt > HEARTBEAT_MS) text = ": still here\n\n";
    if (text !== "") {
      spokeAt = Date.now();
      yield text;
    }
    if (run === null || TERMINAL.has(run.status)) return;
    await pause(stop);
  }
}

/**
 * Gives the log lines that came since the last call. An event's number is taken before its transaction commits, so a
 * lower one can appear after a higher one: numbers are remembered until nothing below them can come any more.
 */
function newEvents(context: RouteContext, key: OwnRun, afterSeq: number): () => Promise<string> {
  const { db } = context.database.api;
  const sent = new Map<number, number>();
  let settled = afterSeq;
  return async () => {
    let text = "";
    let from = settled;
    for (;;) {
      const page = await listOwnEventsAfter(db, key, from, PAGE);
      for (const event of page) {
        if (sent.has(event.seq)) continue;
        sent.set(event.seq, event.at.getTime());
        text += frame("log", presentLogLine(event), event.seq);
      }
      if (page.length < PAGE) break;
      from = page.at(-1)?.seq ?? from;
    }
    const now = context.systemNow().getTime();
    for (const [seq, at] of [...sent].sort(([a], [b]) => a - b)) {
      if (now - at < SETTLE_MS) break;
      sent.delete(seq);
      settled = seq;
    }
    return text;
  };
}

function frame(event: string, data: object, id?: number): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Waits for the next look, or until the stream has to end. */
async function pause(stop: AbortSignal): Promise<void> {
  try {
    await sleep(POLL_MS, undefined, { signal: stop });
  } catch (error) {
    if (!stop.aborted) throw error;
  }
}
