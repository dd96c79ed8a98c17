import type { DatabaseLog } from "#db/database-log.ts";

/** Keeps what was logged, for a test that asks. */
export interface TestLog extends DatabaseLog {
  readonly entries: readonly { readonly level: string; readonly details: object; readonly message: string }[];
}

export function testLog(): TestLog {
  const entries: { level: string; details: object; message: string }[] = [];
  const at = (level: string) => (details: object, message: string) =>
    void entries.push({ level, details, message });
  return { entries, info: at("info"), warn: at("warn"), error: at("error") };
}
