import { Wand2 } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { type Repair, repairsOf } from "./repairs.ts";

interface RepairButtonsProps {
  readonly code: string;
  /** What stands in the cells. */
  readonly texts: readonly string[];
  readonly onRepair: (repair: Repair) => void;
}

/** Corrections of all cells of a group at once, each with what it makes of the first. */
export function RepairButtons({ code, texts, onRepair }: RepairButtonsProps) {
  const [first = ""] = texts;
  return repairsOf(code, texts).map((repair) => (
    <Button
      key={repair.label}
      size="small"
      className="h-auto min-h-8 text-left whitespace-normal"
      onClick={() => onRepair(repair)}
    >
      <Wand2 aria-hidden />
      {repair.label}: {first} → {repair.apply(first)}
    </Button>
  ));
}
