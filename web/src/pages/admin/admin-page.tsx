import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ShieldAlert } from "lucide-react";
import type { ReactNode } from "react";
import { apiQuery } from "@/api/api-query.ts";
import { Page } from "@/components/layout/page.tsx";
import { buttonClass } from "@/components/ui/button.tsx";
import { EmptyState, QueryState, Skeleton } from "@/components/ui/states.tsx";

interface AdminPageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page for administrators; everybody else is told so, and nothing of it is asked for. */
export function AdminPage({ title, lead, actions, children }: AdminPageProps) {
  const me = useQuery(apiQuery("/api/v1/auth/me", {}));
  const isAdmin = me.data?.is_admin === true;
  return (
    <Page title={title} {...(isAdmin ? { lead, actions } : {})}>
      <QueryState query={me} skeleton={<Skeleton className="h-96" />}>
        {() => (isAdmin ? children : <ForAdministrators />)}
      </QueryState>
    </Page>
  );
}

function ForAdministrators() {
  return (
    <div className="rounded-xl border bg-surface">
      <EmptyState
        icon={<ShieldAlert />}
        title="For administrators"
        actions={
          <Link to="/" className={buttonClass("primary")}>
            My portfolios
          </Link>
        }
      >
        Your account does not administer this installation (403). Whoever does can give you the role under
        Users.
      </EmptyState>
    </div>
  );
}
