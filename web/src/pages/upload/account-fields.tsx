import type { AccountType } from "#core/import/validate-portfolio-fields.ts";
import type { RowIssue } from "@/api/problem.ts";
import { Button } from "@/components/ui/button.tsx";
import { SelectField, TextField } from "@/components/ui/field.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { ACCOUNT_TYPE_LABELS, type AccountDraft, uniqueName } from "./account-draft.ts";
import { hintOf } from "./issue-groups.ts";

const TYPES = Object.entries(ACCOUNT_TYPE_LABELS).map(([value, label]) => ({ value, label }));

interface AccountFieldsProps {
  readonly draft: AccountDraft;
  readonly onChange: (change: Partial<AccountDraft>) => void;
  readonly issues: readonly RowIssue[];
  readonly taken: readonly string[];
  /** Whether the equity is the one proposed from the positions. */
  readonly hasSuggestion: boolean;
  readonly historyFrom: string;
  readonly onHistoryFrom: (date: string) => void;
  /** Lots of unknown cost. */
  readonly unknownCosts: number;
}

/** The account in fields, each with what is wrong with it. */
export function AccountFields(props: AccountFieldsProps) {
  const { draft, onChange, issues, taken, hasSuggestion, historyFrom, onHistoryFrom, unknownCosts } = props;
  const error = (field: string) => errorOf(issues, field);
  const free = uniqueName(draft.accountName, taken);
  const isTaken = issues.some(({ code }) => code === "ERR_PORT_001");
  const hasMoreErrors = ["equity_as_of", "history_from", "description"].some(
    (field) => error(field) !== undefined,
  );
  return (
    <Panel
      title="Account"
      description={
        draft.equity === ""
          ? "Only the equity balance is missing; change what else does not fit."
          : "Everything is filled in already; change what does not fit."
      }
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Portfolio name"
          value={draft.portfolioName}
          onChange={({ target }) => onChange({ portfolioName: target.value })}
          error={error("portfolio_name")}
          autoComplete="off"
        />
        <div>
          <TextField
            label="Account name"
            value={draft.accountName}
            onChange={({ target }) => onChange({ accountName: target.value })}
            error={error("account_name")}
            hint="Each of your portfolios has its own."
            autoComplete="off"
          />
          {isTaken && free !== draft.accountName ? (
            <Button size="small" className="mt-1.5" onClick={() => onChange({ accountName: free })}>
              Use “{free}”
            </Button>
          ) : null}
        </div>
        <TextField
          label="Equity balance (USD)"
          value={draft.equity}
          onChange={({ target }) => onChange({ equity: target.value })}
          error={error("equity_balance")}
          inputMode="decimal"
          autoComplete="off"
          hint={
            hasSuggestion
              ? "Proposed: what the open long positions cost. Better: the account's net value just before the first entries, cash included."
              : "Net value of the account just before the first entries, cash included: positions of 4.9 million and 100,000 in cash are 5000000."
          }
        />
        <SelectField
          label="Account type"
          options={TYPES}
          value={draft.accountType}
          onChange={({ target }) => onChange({ accountType: target.value as AccountType })}
          error={error("account_type")}
        />
      </div>
      <details className="mt-4" open={hasMoreErrors || unknownCosts > 0}>
        <summary className="text-sm font-medium">More</summary>
        <div className="mt-3 grid gap-4 sm:grid-cols-2">
          <TextField
            label="Equity as of"
            type="date"
            value={draft.equityAsOf}
            onChange={({ target }) => onChange({ equityAsOf: target.value })}
            error={error("equity_as_of")}
            hint="Blank: before the first entries. With a date, the equity is the NAV at that day's close."
          />
          <TextField
            label="History from"
            type="date"
            value={historyFrom}
            onChange={({ target }) => onHistoryFrom(target.value)}
            error={error("history_from")}
            hint="Where lots without entry date or cost begin. Blank: one year back."
          />
          <TextField
            label="Description"
            className="sm:col-span-2"
            value={draft.description}
            onChange={({ target }) => onChange({ description: target.value })}
            error={error("description")}
            autoComplete="off"
          />
        </div>
      </details>
    </Panel>
  );
}

/** What is wrong with a field and what to do, in a line. */
function errorOf(issues: readonly RowIssue[], field: string): string | undefined {
  const issue = issues.find((one) => one.field === field && one.row === null);
  if (issue === undefined) return undefined;
  return [issue.message, hintOf(issue.code) ?? ""].join(" ").trim();
}
