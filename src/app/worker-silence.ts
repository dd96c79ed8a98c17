import { HEARTBEAT_SECONDS } from "#engine/heartbeat.ts";

/** A worker that has been silent for this long is shown as gone: what it had in hand goes to another. */
export const WORKER_SILENCE_SECONDS = HEARTBEAT_SECONDS;
