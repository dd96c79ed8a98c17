export const RUN_TRIGGERS = ["onboarding", "nightly", "admin"] as const;

const WORDS: Readonly<Record<string, string>> = {
  onboarding: "First calculation",
  nightly: "Nightly update",
  admin: "Recalculation",
};

/** What set a run off, in words. */
export function triggerText(trigger: string): string {
  return WORDS[trigger] ?? trigger;
}
