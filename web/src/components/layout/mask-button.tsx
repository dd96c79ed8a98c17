import { Eye, EyeOff } from "lucide-react";
import { setMasked, usePreferences } from "@/lib/preferences.ts";
import { Button } from "../ui/button.tsx";

/** Hides or shows all amounts. */
export function MaskButton() {
  const { masked } = usePreferences();
  const label = masked ? "Show amounts" : "Hide amounts";
  return (
    <Button variant="ghost" size="icon" aria-label={label} title={label} onClick={() => setMasked(!masked)}>
      {masked ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
    </Button>
  );
}
