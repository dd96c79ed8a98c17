import { Segmented } from "@/components/ui/segmented.tsx";
import { PERIODS, type Period, periodOf, sessionBefore } from "./periods.ts";

interface PeriodPickerProps {
  readonly sessions: readonly string[];
  readonly from: string;
  readonly onChange: (session: string | null) => void;
}

/** The earlier session: one of the usual periods, or any day. */
export function PeriodPicker({ sessions, from, onChange }: PeriodPickerProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented<Period | "">
        label="Compared with"
        value={periodOf(sessions, from) ?? ""}
        options={PERIODS}
        onChange={(period) => {
          if (period !== "") onChange(sessionBefore(sessions, period));
        }}
      />
      <label className="flex items-center gap-2 text-sm">
        <span className="text-muted">Since</span>
        <input
          type="date"
          value={from}
          min={sessions[0]}
          max={sessions.at(-1)}
          onChange={({ target }) => onChange(target.value === "" ? null : target.value)}
          className="h-8 rounded-md border border-border-strong bg-surface px-2 text-sm"
        />
      </label>
    </div>
  );
}
