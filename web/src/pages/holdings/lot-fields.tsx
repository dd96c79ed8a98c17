import { SelectField, TextField } from "@/components/ui/field.tsx";
import { wordsOfCode } from "@/lib/sentence-case.ts";
import type { LotDraft, LotField } from "./lot-draft.ts";

const CLASSES = [
  { value: "PUBLIC", label: "Listed, fund, bond or cash" },
  { value: "OPTIONS", label: "Option" },
  { value: "PRIVATE", label: "Private holding" },
];

const SUBTYPES: Readonly<Record<string, readonly string[]>> = {
  PUBLIC: ["STOCK", "ETF", "MUTUAL_FUND", "BOND", "CASH"],
  PRIVATE: [
    "PRIVATE_EQUITY",
    "VENTURE_CAPITAL",
    "HEDGE_FUND",
    "PRIVATE_REIT",
    "REAL_ESTATE",
    "CRYPTOCURRENCY",
    "ART",
    "MONEY_MARKET",
    "TREASURY_BILLS",
    "CASH",
    "COMMODITY",
    "OTHER",
  ],
};

interface LotFieldsProps {
  readonly draft: LotDraft;
  readonly errors: Readonly<Record<string, string>>;
  /** Whether the lot came without a price, which may stay so. */
  readonly costUnknown: boolean;
  readonly onChange: (change: Partial<LotDraft>) => void;
}

/** The fields of a lot; which there are depends on its class. */
export function LotFields({ draft, errors, costUnknown, onChange }: LotFieldsProps) {
  const isOption = draft.investment_class === "OPTIONS";
  const text = (field: LotField) => ({
    name: field,
    value: draft[field],
    error: errors[field],
    onValueChange: (value: string) => onChange({ [field]: value }),
  });
  const choice = (field: LotField) => ({
    name: field,
    value: draft[field],
    error: errors[field],
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      onChange({ [field]: target.value }),
  });
  return (
    <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
      <SelectField
        label="Class"
        options={CLASSES}
        {...choice("investment_class")}
        onChange={({ target }) => onChange({ investment_class: target.value, investment_subtype: "" })}
      />
      {isOption ? (
        <SelectField
          label="Option type"
          options={[
            { value: "CALL", label: "Call" },
            { value: "PUT", label: "Put" },
          ]}
          {...choice("option_type")}
        />
      ) : (
        <SelectField label="Kind" options={subtypeOptions(draft)} {...choice("investment_subtype")} />
      )}
      {isOption ? (
        <>
          <TextField label="Underlying symbol" autoCapitalize="characters" {...text("underlying_symbol")} />
          <TextField label="Strike price (USD)" inputMode="decimal" {...text("strike_price")} />
          <TextField label="Expiration date" type="date" {...text("expiration_date")} />
        </>
      ) : (
        <TextField
          label="Symbol"
          autoCapitalize="characters"
          hint={draft.investment_class === "PRIVATE" ? "Any name of your own." : undefined}
          {...text("symbol")}
        />
      )}
      <TextField
        label={isOption ? "Quantity (contracts)" : "Quantity"}
        inputMode="text"
        hint="Negative is short."
        {...text("quantity")}
      />
      <TextField
        label="Entry price (USD per unit)"
        inputMode="decimal"
        hint={costUnknown ? "Not stated; the first close counts." : undefined}
        {...text("entry_price")}
      />
      <TextField label="Entry date" type="date" {...text("entry_date")} />
      <TextField label="Exit date" type="date" hint="Empty while it is held." {...text("exit_date")} />
      <TextField label="Exit price (USD per unit)" inputMode="decimal" {...text("exit_price")} />
    </div>
  );
}

function subtypeOptions({ investment_class: kind }: LotDraft) {
  return [
    { value: "", label: "Not stated" },
    ...(SUBTYPES[kind] ?? []).map((value) => ({ value, label: wordOf(value) })),
  ];
}

/** `MUTUAL_FUND` as `Mutual fund`; what is all initials stays. */
function wordOf(code: string): string {
  if (code === "ETF") return code;
  if (code === "PRIVATE_REIT") return "Private REIT";
  return wordsOfCode(code);
}
