import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/api-query.ts";
import { Page } from "@/components/layout/page.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { count } from "@/lib/format.ts";
import { ApiKeysPanel } from "./api-keys-panel.tsx";
import { PasswordForm } from "./password-form.tsx";

/** Who is signed in, and how one gets in as them. */
export function AccountPage() {
  const query = useQuery(apiQuery("/api/v1/auth/me", {}));
  return (
    <Page title="Account">
      <QueryState query={query} skeleton={<Skeleton className="h-96" />}>
        {({ email, full_name: name, is_admin: isAdmin, portfolio_count: portfolios }) => (
          <>
            <section
              aria-label="You"
              className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border bg-surface px-5 py-4"
            >
              <span
                aria-hidden
                className="grid size-12 shrink-0 place-items-center rounded-full bg-accent-soft text-lg font-semibold text-accent"
              >
                {name.charAt(0).toUpperCase()}
              </span>
              <div className="min-w-0">
                <p className="text-base font-semibold">{name}</p>
                <p className="truncate text-sm text-muted">{email}</p>
              </div>
              <div className="ml-auto flex items-center gap-3 text-sm text-muted max-sm:ml-0">
                <span>{count(portfolios, "portfolio")}</span>
                <Badge tone={isAdmin ? "accent" : "neutral"}>{isAdmin ? "Administrator" : "User"}</Badge>
              </div>
            </section>
            <ApiKeysPanel isAdmin={isAdmin} />
            <PasswordForm email={email} />
          </>
        )}
      </QueryState>
    </Page>
  );
}
