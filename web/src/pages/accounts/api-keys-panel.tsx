import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiQuery } from "@/api/api-query.ts";
import { type Column, DataTable } from "@/components/table/data-table.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { formatDate, formatInstant } from "@/lib/format.ts";
import { type ApiKey, keyState } from "./key-state.ts";
import { MakeKeyDialog } from "./make-key-dialog.tsx";
import { NewKey } from "./new-key.tsx";
import { RevokeKeyDialog } from "./revoke-key-dialog.tsx";

const STATES = {
  works: { tone: "good", label: "Works" },
  expired: { tone: "neutral", label: "Ended" },
  revoked: { tone: "neutral", label: "Revoked" },
} as const;
const SCOPES: Readonly<Record<string, string>> = {
  read: "Read",
  write: "Read and change",
  admin: "Administer",
};

const COLUMNS: readonly Column<ApiKey>[] = [
  {
    id: "name",
    header: "Key",
    value: (key) => key.name,
    cell: (key) => (
      <>
        <span className="font-medium">{key.name}</span>
        <code className="block text-xs text-muted">{key.prefix}…</code>
      </>
    ),
  },
  {
    id: "state",
    header: "State",
    value: (key) => keyState(key, Date.now()),
    cell: (key) => {
      const { tone, label } = STATES[keyState(key, Date.now())];
      return <Badge tone={tone}>{label}</Badge>;
    },
  },
  { id: "scope", header: "May", value: (key) => SCOPES[key.scope] ?? key.scope, secondary: true },
  {
    id: "used",
    header: "Last used",
    value: (key) => key.last_used_at,
    cell: ({ last_used_at: at }) => (
      <span className="numeric">{at === null ? "Never" : formatInstant(at)}</span>
    ),
    secondary: true,
  },
  {
    id: "ends",
    header: "Ends",
    value: (key) => key.expires_at,
    cell: (key) => <span className="numeric">{formatDate(key.expires_at.slice(0, 10))}</span>,
    secondary: true,
  },
  {
    id: "actions",
    header: "Action",
    value: () => null,
    cell: (key) => (keyState(key, Date.now()) === "works" ? <RevokeKeyDialog apiKey={key} /> : null),
    sortable: false,
  },
];

/** The keys of programs that act as the signed-in user. */
export function ApiKeysPanel({ isAdmin }: { readonly isAdmin: boolean }) {
  const query = useQuery(apiQuery("/api/v1/auth/keys", {}));
  const [made, setMade] = useState<{ readonly name: string; readonly key: string } | null>(null);
  return (
    <Panel
      title="API keys"
      description="For programs that act as you, with no more than they need."
      actions={<MakeKeyDialog isAdmin={isAdmin} onMade={setMade} />}
    >
      {made === null ? null : (
        <div className="mb-3">
          <NewKey key={made.key} name={made.name} secret={made.key} />
        </div>
      )}
      <QueryState query={query} skeleton={<Skeleton className="h-24" />}>
        {({ keys }) => (
          <DataTable
            label="API keys"
            columns={COLUMNS}
            rows={keys}
            rowId={(key) => key.id}
            empty="You have no key yet."
          />
        )}
      </QueryState>
    </Panel>
  );
}
