import { isPlainDate } from "../dates/plain-date.ts";
import { isDecimal } from "../money/decimal.ts";

/** Raised when a program of before could not read it any more. */
export const ARCHIVE_FORMAT = 1;

/** What a field holds. A decimal is text with every digit; an instant is UTC with microseconds. */
export type FieldKind = "uuid" | "text" | "decimal" | "integer" | "boolean" | "date" | "instant";

export interface ArchiveField {
  readonly name: string;
  readonly kind: FieldKind;
  readonly optional: boolean;
}

export interface ArchiveSection {
  readonly name: SectionName;
  readonly fields: readonly ArchiveField[];
}

export type SectionName =
  | "accounts"
  | "portfolios"
  | "positions"
  | "capital_flows"
  | "position_tags"
  | "import_findings"
  | "calendar_exceptions";

/**
 * The sections of an export in their order: facts people stated, and nothing that is computed from them. Accounts come
 * without passwords, sessions and keys.
 */
export const ARCHIVE_SECTIONS: readonly ArchiveSection[] = [
  section("accounts", "email text, name text, role text, created_at instant"),
  section(
    "portfolios",
    "id uuid, owner text, name text, account_name text, account_type text, description text?, equity_balance decimal, equity_as_of date?, file_sha256 text, is_demo boolean, created_at instant",
  ),
  section(
    "positions",
    "id uuid, portfolio_id uuid, line integer?, symbol text, investment_class text, investment_subtype text?, quantity decimal, entry_price decimal?, entry_date date, exit_date date?, exit_price decimal?, underlying_symbol text?, strike_price decimal?, expiration_date date?, option_type text?, mark decimal?, mark_date date?, basis_date date, created_at instant",
  ),
  section(
    "capital_flows",
    "id uuid, portfolio_id uuid, flow_date date, amount decimal, note text?, created_at instant",
  ),
  section("position_tags", "position_id uuid, portfolio_id uuid, tag text"),
  section("import_findings", "portfolio_id uuid, subject text, code text, severity text, message text"),
  section("calendar_exceptions", "exception_date date, kind text, note text?"),
];

export function sectionNamed(name: SectionName): ArchiveSection {
  return ARCHIVE_SECTIONS.find((candidate) => candidate.name === name) as ArchiveSection;
}

/** One record as JSON has it, its fields in the section's order. */
export type ArchiveRecord = Readonly<Record<string, string | number | boolean | null>>;

/** What is wrong with a record, or null. Unknown fields are: they would be lost without a word. */
export function recordProblem({ fields }: ArchiveSection, record: unknown): string | null {
  if (typeof record !== "object" || record === null || Array.isArray(record)) return "a record is needed";
  const known = new Set(fields.map(({ name }) => name));
  const foreign = Object.keys(record).filter((name) => !known.has(name));
  if (foreign.length > 0) return `unknown field ${foreign.join(", ")}`;
  for (const { name, kind, optional } of fields) {
    const value = (record as Record<string, unknown>)[name];
    if (value === undefined) return `${name} is missing`;
    if (value === null ? !optional : !isOfKind(kind, value)) return `${name} is not ${DESCRIPTIONS[kind]}`;
  }
  return null;
}

const DESCRIPTIONS: Readonly<Record<FieldKind, string>> = {
  uuid: "an id",
  text: "text",
  decimal: "a decimal as text",
  integer: "a whole number",
  boolean: "true or false",
  date: "a date",
  instant: "an instant in UTC",
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INSTANT = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/;

function isOfKind(kind: FieldKind, value: unknown): boolean {
  if (kind === "boolean") return typeof value === "boolean";
  if (kind === "integer") return Number.isSafeInteger(value);
  if (typeof value !== "string") return false;
  switch (kind) {
    case "uuid":
      return UUID.test(value);
    case "decimal":
      return isDecimal(value);
    case "date":
      return isPlainDate(value);
    case "instant":
      return isPlainDate(INSTANT.exec(value)?.[1] ?? "");
    case "text":
      return !value.includes("\0");
  }
}

/** `a uuid, b text?` → fields; a question mark lets null in. */
function section(name: SectionName, fields: string): ArchiveSection {
  return {
    name,
    fields: fields.split(", ").map((field) => {
      const [fieldName = "", kind = ""] = field.split(" ");
      return {
        name: fieldName,
        kind: kind.replace("?", "") as FieldKind,
        optional: kind.endsWith("?"),
      };
    }),
  };
}
