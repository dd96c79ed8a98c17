import { Play } from "lucide-react";
import { useCalculate } from "@/components/run/use-calculate.ts";
import { Button } from "@/components/ui/button.tsx";
import { ErrorState } from "@/components/ui/states.tsx";

interface StartButtonProps {
  readonly portfolioId: string;
  readonly label: string;
}

/** Starts what is missing at once. */
export function StartButton({ portfolioId, label }: StartButtonProps) {
  const calculate = useCalculate(portfolioId);
  return (
    <>
      <Button variant="primary" disabled={calculate.isPending} onClick={() => calculate.mutate(false)}>
        <Play aria-hidden />
        {calculate.isPending ? "Starting…" : label}
      </Button>
      {calculate.error === null ? null : <ErrorState error={calculate.error} />}
    </>
  );
}
