import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { apiQuery } from "@/api/api-query.ts";
import { buttonClass } from "../ui/button.tsx";

/** The portfolio in sight, the others, and the way to a new one. */
export function PortfolioSwitcher({ onNavigate }: { readonly onNavigate?: () => void }) {
  const { portfolioId } = useParams({ strict: false });
  const navigate = useNavigate();
  const { data } = useQuery(apiQuery("/api/v1/portfolios", {}));
  const portfolios = data?.portfolios ?? [];
  return (
    <div className="flex flex-col gap-2">
      {portfolios.length === 0 ? null : (
        <select
          aria-label="Portfolio"
          value={portfolioId ?? ""}
          onChange={({ target }) => {
            onNavigate?.();
            void navigate(
              target.value === ""
                ? { to: "/" }
                : { to: "/portfolios/$portfolioId", params: { portfolioId: target.value } },
            );
          }}
          className="h-9 w-full truncate rounded-md border border-border-strong bg-surface px-2 text-sm font-medium"
        >
          <option value="">All portfolios</option>
          {portfolios.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      <Link
        to="/upload"
        className={buttonClass("secondary")}
        {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
      >
        <Plus aria-hidden />
        Upload positions
      </Link>
    </div>
  );
}
