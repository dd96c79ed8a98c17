import { Explain } from "@/components/explain/explain.tsx";
import { InShort } from "@/components/in-short.tsx";
import { Stat, StatList, Value } from "@/components/numbers.tsx";
import { formatNumber, formatPercent } from "@/lib/format.ts";
import type { Concentration } from "./composition-types.ts";
import { concentrationSentence } from "./concentration-words.ts";

const FIGURES = [
  {
    field: "effective_num_positions",
    number: "concentration/effective_positions",
    label: "Effective positions",
    note: "equal ones, as concentrated",
    format: (value: number) => formatNumber(value, 1),
  },
  {
    field: "hhi",
    number: "concentration/hhi",
    label: "HHI",
    note: "1 is a single holding",
    format: (value: number) => formatNumber(value, 3),
  },
  {
    field: "top_3",
    number: "concentration/top_3",
    label: "Three largest",
    note: "of gross exposure",
    format: (value: number) => formatPercent(value, 1),
  },
  {
    field: "top_10",
    number: "concentration/top_10",
    label: "Ten largest",
    note: "of gross exposure",
    format: (value: number) => formatPercent(value, 1),
  },
] as const;

interface ConcentrationFiguresProps {
  readonly concentration: Concentration;
  /** Symbols held. */
  readonly holdings: number;
  readonly session: string;
}

/** How concentrated the book is. */
export function ConcentrationFigures({ concentration, holdings, session }: ConcentrationFiguresProps) {
  return (
    <>
      <InShort sentence={concentrationSentence(concentration, holdings)} session={session} />
      <StatList>
        {FIGURES.map(({ field, number, label, note, format }) => (
          <Stat
            key={field}
            label={
              <span className="flex items-center justify-between gap-1">
                <span className="truncate">{label}</span>
                <Explain number={number} label={label} />
              </span>
            }
            note={note}
          >
            <Value value={concentration[field]} reason={concentration.reasons[field]} format={format} />
          </Stat>
        ))}
      </StatList>
    </>
  );
}
