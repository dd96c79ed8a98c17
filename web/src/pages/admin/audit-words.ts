/** Areas and actions of the audit log, in words. */
const ACTIONS: Readonly<Record<string, string>> = {
  "account.create": "Account made",
  "account.role": "Role changed",
  "account.change": "Account changed",
  "account.end-access": "Access ended",
  "account.delete": "Account deleted",
  "sign-in.failed": "Sign-in failed",
  "sign-in.replayed": "Sign-in replayed",
  "sign-in.locked": "Sign-in locked",
  "api-key.create": "API key made",
  "api-key.revoke": "API key revoked",
  "portfolio.create": "Portfolio stored",
  "portfolio.change": "Portfolio changed",
  "portfolio.delete": "Portfolio deleted",
  "position.add": "Lot added",
  "position.change": "Lot changed",
  "position.remove": "Lot removed",
  "flow.add": "Cash flow added",
  "flow.remove": "Cash flow removed",
  "run.request": "Run requested",
  "run.cancel": "Run cancelled",
  "run.retry": "Run retried",
  "prices.import": "Prices imported",
  "data.export": "Data exported",
  "data.restore": "Data restored",
  "settings.change": "Settings changed",
  "audit.expire": "Old entries removed",
};

export function actionWords(action: string): string {
  return ACTIONS[action] ?? action;
}

const AREAS = [
  ["account.", "Accounts: all"],
  ["sign-in.", "Sign-ins: all"],
  ["api-key.", "API keys: all"],
  ["portfolio.", "Portfolios: all"],
  ["position.", "Lots: all"],
  ["flow.", "Cash flows: all"],
  ["run.", "Runs: all"],
] as const;

/** What the log can be narrowed to: areas, then single actions. */
export const ACTION_OPTIONS: readonly { readonly value: string; readonly label: string }[] = [
  { value: "", label: "Any" },
  ...AREAS.map(([value, label]) => ({ value, label })),
  ...Object.entries(ACTIONS).map(([value, label]) => ({ value, label })),
];

interface Detail {
  readonly name: string;
  readonly text: string;
}

interface Subject {
  readonly subject_kind: string;
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What it was done to: by its name where the entry tells it, else by its kind and the beginning of its id. */
export function subjectWords({ subject_kind: kind, subject, details }: Subject): string {
  const name = ["email", "accountName", "name", "symbol"].map((field) => details[field]).find(isText);
  return name === undefined ? `${kind} ${subject.slice(0, 8)}` : `${kind} ${name}`;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** The details of an entry as lines; what changed is told as `before → after`. */
export function detailLines(details: Readonly<Record<string, unknown>>): readonly Detail[] {
  return Object.entries(details).map(([name, value]) => ({ name: spaced(name), text: detailText(value) }));
}

function detailText(value: unknown): string {
  if (Array.isArray(value))
    return value.length === 2 && value.some((part) => part === null || typeof part !== "object")
      ? `${plain(value[0])} → ${plain(value[1])}`
      : value.map(plain).join(", ");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([name, part]) => `${spaced(name)} ${detailText(part)}`)
      .join(", ");
  return plain(value);
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return "none";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** `fileSha256` as `file sha256`. */
function spaced(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
}
