import { TextField } from "@/components/ui/field.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { type ShockEntry, type ShockField, shockError } from "./shock-form.ts";

interface ShockRowProps {
  readonly field: ShockField;
  readonly entry: ShockEntry;
  readonly onChange: (entry: ShockEntry) => void;
}

/** One factor's shock: its size and, for a style, what the size is measured against. */
export function ShockRow({ field, entry, onChange }: ShockRowProps) {
  const { label, kind, hint } = field;
  return (
    <li className="flex flex-col items-start gap-2">
      <TextField
        label={`${label} (${kind === "yield" ? "bp" : "%"})`}
        hint={hint}
        inputMode="decimal"
        autoComplete="off"
        placeholder="0"
        value={entry.text}
        onChange={({ target }) => onChange({ ...entry, text: target.value })}
        error={shockError(field, entry) ?? undefined}
        className="w-full"
      />
      {kind === "style" && entry.text.trim() !== "" ? (
        <Segmented
          label={`${label} is measured`}
          value={entry.isOwn ? "own" : "market"}
          options={[
            { value: "market", label: "Over the market" },
            { value: "own", label: "Its own" },
          ]}
          onChange={(value) => onChange({ ...entry, isOwn: value === "own" })}
        />
      ) : null}
    </li>
  );
}
