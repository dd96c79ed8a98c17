import type { Answer } from "./api-query.ts";
import { authorizedFetch } from "./authorized-fetch.ts";
import { createEventParser } from "./event-stream.ts";
import { ApiProblem, problemOf } from "./problem.ts";

export type RunReport = Answer<"/api/v1/portfolios/{id}/batch-status/{batch_run_id}">;
export type LogLine = Answer<"/api/v1/onboarding/status/{portfolio_id}">["activity_log"][number];

export type RunEvent =
  | { readonly kind: "status"; readonly run: RunReport }
  | { readonly kind: "log"; readonly line: LogLine };

/** `live`: the stream is open; `reconnecting`: it broke off; `polling`: it keeps failing, so others have to ask. */
export type Connection = "live" | "reconnecting" | "polling";

interface FollowOptions {
  /** Opens the stream behind line `afterSeq`. */
  readonly open: (afterSeq: number, signal: AbortSignal) => Promise<Response>;
  readonly signal: AbortSignal;
  readonly onEvent: (event: RunEvent) => void;
  readonly onConnection: (connection: Connection) => void;
}

/** The server says something at least every 15 s; a stream silent for longer is dead, whatever the system says. */
const SILENCE_MS = 40_000;
const FAILURES_UNTIL_POLLING = 3;
const LONGEST_PAUSE_MS = 15_000;
/** Numbers of lines are given before they are stored, so lower ones may follow; that far back is asked again. */
const OVERLAP = 50;

/**
 * Follows a run's events until it has ended or `signal` stops it: an EventSource that signs in. A broken stream is
 * opened again behind the last line, after pauses that grow; lines may come twice. Gives up where the server says that
 * there is nothing to follow.
 */
export async function followRun(options: FollowOptions): Promise<void> {
  const { signal, onEvent, onConnection } = options;
  let lastSeq = 0;
  let failures = 0;
  let ended = false;
  const take = (event: RunEvent) => {
    if (event.kind === "log") lastSeq = Math.max(lastSeq, event.line.seq);
    else ended = hasEnded(event.run.status);
    onEvent(event);
  };
  while (!signal.aborted && !ended) {
    try {
      await readStream(options, Math.max(0, lastSeq - OVERLAP), {
        onOpen: () => {
          failures = 0;
          onConnection("live");
        },
        onEvent: take,
      });
    } catch (error) {
      if (signal.aborted) return;
      if (isFinal(error)) {
        onConnection("polling");
        return;
      }
    }
    if (ended || signal.aborted) return;
    failures++;
    onConnection(failures > FAILURES_UNTIL_POLLING ? "polling" : "reconnecting");
    await pause(Math.min(500 * 2 ** failures, LONGEST_PAUSE_MS), signal);
  }
}

export function hasEnded(status: string): boolean {
  return status === "completed" || status === "partial" || status === "failed" || status === "cancelled";
}

interface StreamListener {
  readonly onOpen: () => void;
  readonly onEvent: (event: RunEvent) => void;
}

/** Opens the stream of a run of the portfolio, for `followRun`. */
export function openRunStream(portfolioId: string, runId: string): FollowOptions["open"] {
  const url = `/api/v1/portfolios/${portfolioId}/runs/${runId}/events`;
  return (afterSeq, signal) => {
    const resume = afterSeq === 0 ? {} : { "last-event-id": String(afterSeq) };
    return authorizedFetch(new Request(url, { headers: { accept: "text/event-stream", ...resume }, signal }));
  };
}

/** Reads one stream to its end. Throws where it breaks off or stays silent. */
async function readStream(
  { open, signal }: FollowOptions,
  afterSeq: number,
  { onOpen, onEvent }: StreamListener,
): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    const response = await open(afterSeq, AbortSignal.any([signal, silence.signal]));
    if (!response.ok) throw await problemOf(response);
    if (response.body === null) throw new ApiProblem(response.status, { detail: "The stream was empty." });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const parse = createEventParser();
    for (let isFirst = true; ; isFirst = false) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
      if (isFirst) onOpen();
      for (const { event, data } of parse(value)) {
        if (event === "status") onEvent({ kind: "status", run: JSON.parse(data) as RunReport });
        else if (event === "log") onEvent({ kind: "log", line: JSON.parse(data) as LogLine });
      }
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Whether opening the stream again cannot help: signed out, or no such run. */
function isFinal(error: unknown): boolean {
  return error instanceof ApiProblem && [401, 403, 404].includes(error.status);
}

/** Waits, but not longer than until the connection is back or the wait is stopped. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      removeEventListener("online", finish);
      signal.removeEventListener("abort", finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    addEventListener("online", finish);
    signal.addEventListener("abort", finish);
  });
}
