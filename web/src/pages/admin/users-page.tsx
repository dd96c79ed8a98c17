import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { apiQuery } from "@/api/api-query.ts";
import { useSession } from "@/api/session.ts";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { TextField } from "@/components/ui/field.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { formatDate, formatInstant, NONE } from "@/lib/format.ts";
import { AdminPage } from "./admin-page.tsx";
import { CursorPager } from "./cursor-pager.tsx";
import { useFilter } from "./use-filter.ts";
import { type User, UserActions } from "./user-actions.tsx";

export function UsersPage() {
  return (
    <AdminPage title="Users" lead="Who has an account here, and how they get in.">
      <Users />
    </AdminPage>
  );
}

function Users() {
  const me = useSession();
  const [search, setSearch] = useFilter("search");
  const [cursor] = useFilter("cursor");
  const query = useQuery({
    ...apiQuery("/api/v1/admin/users", {
      query: { ...(search === null ? {} : { search }), ...(cursor === null ? {} : { cursor }) },
    }),
    placeholderData: (before) => before,
  });
  const columns = useMemo(() => columnsFor(me?.id ?? null), [me?.id]);
  return (
    <Panel title="Accounts">
      <div data-print="hide" className="mb-3 max-w-72">
        <TextField
          label="Search"
          type="search"
          placeholder="Name or e-mail"
          value={search ?? ""}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <QueryState query={query} skeleton={<Skeleton className="h-64" />}>
        {({ users, next_cursor: next }) => (
          <>
            <DataTable
              label="Users"
              columns={columns}
              rows={users}
              rowId={(user) => user.id}
              empty="Nobody of this name."
            />
            <CursorPager label="users" cursor={cursor} next={next} />
          </>
        )}
      </QueryState>
    </Panel>
  );
}

function columnsFor(ownId: string | null): readonly Column<User>[] {
  return [
    {
      id: "email",
      header: "Account",
      value: (user) => user.email,
      cell: (user) => (
        <>
          <span className="block max-w-44 truncate font-medium sm:max-w-64" title={user.email}>
            {user.email}
            {user.id === ownId ? <span className="font-normal text-muted"> (you)</span> : null}
          </span>
          <span className="block text-xs text-muted">{user.full_name}</span>
        </>
      ),
    },
    {
      id: "role",
      header: "Role",
      value: (user) => user.role,
      cell: (user) => (
        <span className="flex flex-wrap gap-1">
          {user.is_demo ? <Badge>Demo</Badge> : null}
          {user.role === "admin" ? (
            <Badge tone="accent">Administrator</Badge>
          ) : user.is_demo ? null : (
            <Badge>User</Badge>
          )}
          {user.locked_until === null ? null : (
            <Badge tone="warning">Locked until {formatInstant(user.locked_until)}</Badge>
          )}
        </span>
      ),
    },
    {
      id: "portfolios",
      header: "Portfolios",
      numeric: true,
      value: (user) => user.portfolio_count,
      secondary: true,
    },
    {
      id: "sign-ins",
      header: "Sign-ins",
      numeric: true,
      value: (user) => user.open_sign_ins,
      secondary: true,
    },
    { id: "keys", header: "Keys", numeric: true, value: (user) => user.api_keys, secondary: true },
    {
      id: "active",
      header: "Last active",
      value: (user) => user.last_active_at,
      cell: (user) => (
        <span className="numeric">
          {user.last_active_at === null ? NONE : formatInstant(user.last_active_at)}
        </span>
      ),
      secondary: true,
    },
    {
      id: "made",
      header: "Since",
      value: (user) => user.created_at,
      cell: (user) => (
        <Link
          to="/admin/audit"
          search={{ subject: user.id } as object}
          className="numeric text-accent underline underline-offset-4"
          title="What was done to this account"
        >
          {formatDate(user.created_at.slice(0, 10))}
        </Link>
      ),
      secondary: true,
    },
    {
      id: "actions",
      header: "Actions",
      value: () => null,
      cell: (user) => <UserActions user={user} isSelf={user.id === ownId} />,
      sortable: false,
    },
  ];
}
