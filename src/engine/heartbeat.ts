/** A worker, or the holder of a message, that shows no sign of life for this long is taken for dead. pg-boss's minimum. */
export const HEARTBEAT_SECONDS = 10;
