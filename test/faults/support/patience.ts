/**
 * How long a fault test may take, milliseconds. Nothing of it is measured: a machine that does ten other things needs
 * ten times as long, and what would hang for ever is still found.
 */
export const PATIENCE_MS = 600_000;
