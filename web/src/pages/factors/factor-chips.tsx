import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import { longName } from "./factor-groups.ts";

interface FactorChipsProps {
  readonly factors: readonly string[];
  readonly chosen: readonly string[];
  /** Colours of the chosen ones, in their order. */
  readonly colors: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Which factors a chart shows; also its legend. At least one stays. */
export function FactorChips({ factors, chosen, colors, onChange }: FactorChipsProps) {
  return (
    <ToggleGroup
      multiple
      aria-label="Factors shown"
      value={[...chosen]}
      onValueChange={(next: string[]) => {
        if (next.length > 0) onChange(factors.filter((name) => next.includes(name)));
      }}
      className="mt-3 flex flex-wrap gap-1.5"
      data-print="hide"
    >
      {factors.map((name) => {
        const index = chosen.indexOf(name);
        return (
          <Toggle
            key={name}
            value={name}
            className="inline-flex items-center gap-1.5 rounded-full border px-2.5 py-1 text-xs text-muted hover:bg-surface-2 data-pressed:border-border-strong data-pressed:bg-surface-2 data-pressed:font-medium data-pressed:text-text"
          >
            {index < 0 ? null : (
              <span
                aria-hidden
                className="size-2 rounded-full"
                style={{ backgroundColor: colors[index % colors.length] }}
              />
            )}
            {longName(name)}
          </Toggle>
        );
      })}
    </ToggleGroup>
  );
}
