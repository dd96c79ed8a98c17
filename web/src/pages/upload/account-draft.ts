import type { AccountType } from "#core/import/validate-portfolio-fields.ts";
import { sentenceCase } from "@/lib/sentence-case.ts";

/** What the reader says about the account, as text of its fields. */
export interface AccountDraft {
  readonly portfolioName: string;
  readonly accountName: string;
  readonly accountType: AccountType;
  readonly equity: string;
  readonly equityAsOf: string;
  readonly description: string;
}

/** The fields as the API names them. */
const DRAFT_KEYS: Readonly<Record<string, keyof AccountDraft>> = {
  portfolio_name: "portfolioName",
  account_name: "accountName",
  account_type: "accountType",
  equity_balance: "equity",
  equity_as_of: "equityAsOf",
  description: "description",
};

/** Whether what was said about a field when `before` was sent still is about what stands there now. */
export function stillHolds(field: string | null, before: AccountDraft, now: AccountDraft): boolean {
  const key = field === null ? undefined : DRAFT_KEYS[field];
  return key === undefined || before[key] === now[key];
}

export const ACCOUNT_TYPE_LABELS = {
  taxable: "Taxable brokerage",
  ira: "IRA",
  roth_ira: "Roth IRA",
  "401k": "401(k)",
  "403b": "403(b)",
  "529": "529 plan",
  hsa: "HSA",
  trust: "Trust",
  other: "Other",
} as const satisfies Readonly<Record<AccountType, string>>;

const MAX_NAME_LENGTH = 80;

/** A name for people out of a file's: `real-long_short.csv` is `Real long short`. */
export function nameOfFile(fileName: string): string {
  const words = fileName
    .replace(/\.[a-z0-9]{1,5}$/i, "")
    .replaceAll(/[_\-.\s]+/g, " ")
    .trim()
    .slice(0, MAX_NAME_LENGTH);
  return words === "" ? "My portfolio" : sentenceCase(words);
}

/** The name, or with the first number that makes it another than all taken ones. */
export function uniqueName(name: string, taken: readonly string[]): string {
  const used = new Set(taken.map((one) => one.toLowerCase()));
  if (!used.has(name.toLowerCase())) return name;
  for (let number = 2; ; number++) {
    const next = `${name} ${number}`;
    if (!used.has(next.toLowerCase())) return next;
  }
}
