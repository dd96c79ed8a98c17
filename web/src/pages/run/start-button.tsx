import { Play } from "lucide-react";
import { useCalculate } from "@/components/run/use-calculate.ts";
import { Button, type ButtonVariant } from "@/components/ui/button.tsx";
import { ErrorState } from "@/components/ui/states.tsx";

interface StartButtonProps {
  readonly portfolioId: string;
  readonly label: string;
  readonly variant?: ButtonVariant;
}

/** Starts what is missing at once. */
export function StartButton({ portfolioId, label, variant = "primary" }: StartButtonProps) {
  const calculate = useCalculate(portfolioId);
  return (
    <>
      <Button variant={variant} disabled={calculate.isPending} onClick={() => calculate.mutate(false)}>
        <Play aria-hidden />
        {calculate.isPending ? "Starting…" : label}
      </Button>
      {calculate.error === null ? null : <ErrorState error={calculate.error} />}
    </>
  );
}
