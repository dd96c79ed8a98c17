import { useNavigate, useParams } from "@tanstack/react-router";
import { useAsOf } from "@/lib/route-state.ts";
import { Button } from "../ui/button.tsx";

/** The session that all pages of the portfolio show; empty: the latest. It is in the address, so it can be sent on. */
export function AsOfPicker() {
  const { portfolioId } = useParams({ strict: false });
  const asOf = useAsOf();
  const navigate = useNavigate();
  if (portfolioId === undefined) return null;
  const show = (date: string | undefined) => {
    void navigate({ to: ".", search: (before: object) => ({ ...before, as_of: date }) });
  };
  return (
    <div className="flex items-center gap-1.5">
      <label className="flex items-center gap-2 text-sm">
        <span className="text-muted max-sm:sr-only">As of</span>
        <input
          type="date"
          value={asOf ?? ""}
          onChange={({ target }) => show(target.value === "" ? undefined : target.value)}
          className="h-8 rounded-md border border-border-strong bg-surface px-2 text-sm"
        />
      </label>
      {asOf === null ? <span className="text-sm text-muted max-sm:hidden">latest</span> : null}
      {asOf === null ? null : (
        <Button variant="ghost" size="small" onClick={() => show(undefined)}>
          Latest
        </Button>
      )}
    </div>
  );
}
