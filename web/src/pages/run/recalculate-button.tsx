import { RotateCw } from "lucide-react";
import { useState } from "react";
import { useCalculate } from "@/components/run/use-calculate.ts";
import { Button, type ButtonVariant } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorState } from "@/components/ui/states.tsx";

interface RecalculateButtonProps {
  readonly portfolioId: string;
  readonly label?: string;
  readonly variant?: ButtonVariant;
}

/** Calculates again, after asking whether only what is missing or everything. */
export function RecalculateButton({
  portfolioId,
  label = "Recalculate",
  variant = "secondary",
}: RecalculateButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [force, setForce] = useState(false);
  const calculate = useCalculate(portfolioId);
  const start = () => calculate.mutate(force, { onSuccess: () => setIsOpen(false) });
  return (
    <Dialog
      title="Recalculate"
      description="Results stay in sight until new ones replace them."
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button variant={variant}>
          <RotateCw aria-hidden />
          {label}
        </Button>
      }
    >
      <fieldset className="flex flex-col gap-3 text-sm">
        <legend className="sr-only">What to calculate</legend>
        <Choice
          checked={!force}
          onChoose={() => setForce(false)}
          title="Only what is missing"
          text="New sessions, and what failed before. Takes seconds; the usual choice."
        />
        <Choice
          checked={force}
          onChoose={() => setForce(true)}
          title="Everything again"
          text="Every session since the first entry, whether it is there or not. Choose it when prices or positions were corrected and results still look wrong."
        />
      </fieldset>
      {calculate.error === null ? null : (
        <div className="mt-4">
          <ErrorState error={calculate.error} />
        </div>
      )}
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={() => setIsOpen(false)}>Cancel</Button>
        <Button variant="primary" disabled={calculate.isPending} onClick={start}>
          {calculate.isPending ? "Starting…" : "Start"}
        </Button>
      </div>
    </Dialog>
  );
}

interface ChoiceProps {
  readonly checked: boolean;
  readonly onChoose: () => void;
  readonly title: string;
  readonly text: string;
}

function Choice({ checked, onChoose, title, text }: ChoiceProps) {
  return (
    <label className="flex cursor-pointer gap-3 rounded-lg border p-3 has-checked:border-accent has-checked:bg-accent-soft">
      <input type="radio" name="force" checked={checked} onChange={onChoose} className="mt-1 accent-accent" />
      <span>
        <span className="block font-medium">{title}</span>
        <span className="block text-muted">{text}</span>
      </span>
    </label>
  );
}
