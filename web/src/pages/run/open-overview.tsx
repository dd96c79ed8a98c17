import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button.tsx";

const DELAY_MS = 1_500;

/** Goes on to the overview after a moment, unless the reader does anything meanwhile. */
export function OpenOverview({ portfolioId }: { readonly portfolioId: string }) {
  const navigate = useNavigate();
  const [stays, setStays] = useState(false);
  useEffect(() => {
    if (stays) return;
    const stay = () => setStays(true);
    const timer = setTimeout(() => {
      void navigate({ to: "/portfolios/$portfolioId", params: { portfolioId } });
    }, DELAY_MS);
    for (const kind of ["pointerdown", "keydown", "wheel"]) addEventListener(kind, stay);
    return () => {
      clearTimeout(timer);
      for (const kind of ["pointerdown", "keydown", "wheel"]) removeEventListener(kind, stay);
    };
  }, [navigate, portfolioId, stays]);
  if (stays) return null;
  return (
    <p role="status" className="flex items-center gap-2 text-sm text-muted">
      Opening the overview…
      <Button variant="ghost" size="small" onClick={() => setStays(true)}>
        Stay here
      </Button>
    </p>
  );
}
