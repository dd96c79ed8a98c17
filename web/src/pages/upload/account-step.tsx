import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Calculator } from "lucide-react";
import { useEffect, useRef } from "react";
import { apiQuery } from "@/api/api-query.ts";
import { ApiProblem } from "@/api/problem.ts";
import { Button, buttonClass } from "@/components/ui/button.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { ErrorState, Skeleton } from "@/components/ui/states.tsx";
import { type AccountDraft, nameOfFile, stillHolds, uniqueName } from "./account-draft.ts";
import { AccountFields } from "./account-fields.tsx";
import { suggestedEquity } from "./nav-preview.ts";
import { NavPreviewPanel } from "./nav-preview-panel.tsx";
import type { PreviewAnswer, SentFile } from "./upload-requests.ts";
import { useCreate } from "./use-create.ts";
import type { Upload } from "./use-upload.ts";

/** The last step: whose positions these are and what the account was worth; then they are stored and calculated. */
export function AccountStep({ upload }: { readonly upload: Upload }) {
  const portfolios = useQuery(apiQuery("/api/v1/portfolios", {}));
  const { preview, sent } = upload;
  if (preview.error !== null && preview.data === undefined)
    return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />;
  if (preview.data === undefined || sent === null || portfolios.isPending)
    return <Skeleton className="h-96" />;
  const taken = portfolios.data?.portfolios.map(({ account_name: name }) => name) ?? [];
  return <Account upload={upload} preview={preview.data} sent={sent} taken={taken} />;
}

interface AccountProps {
  readonly upload: Upload;
  readonly preview: PreviewAnswer;
  readonly sent: SentFile;
  /** Account names in use. */
  readonly taken: readonly string[];
}

function Account({ upload, preview, sent, taken }: AccountProps) {
  const create = useCreate();
  const { historyFrom, goTo } = upload;
  const suggestion = suggestedEquity(preview.totals);
  const name = nameOfFile(sent.file.name);
  const draft: AccountDraft = {
    portfolioName: name,
    accountName: uniqueName(upload.draft.portfolioName?.trim() || name, taken),
    accountType: "taxable",
    equity: suggestion ?? "",
    equityAsOf: "",
    description: "",
    ...upload.draft,
  };
  const change = (next: Partial<AccountDraft>) => {
    upload.setDraft({ ...upload.draft, ...next });
  };
  const refused = create.error instanceof ApiProblem ? create.error.issues : [];
  const before = create.variables?.draft ?? draft;
  const issues = [
    ...refused.filter(({ field }) => stillHolds(field, before, draft)),
    ...preview.errors.filter(({ field }) => field === "history_from"),
  ];
  const ofFile = issues.some(({ row, field }) => row !== null || field === "csv_file" || field === "mapping");
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (create.error !== null)
      form.current?.querySelector<HTMLElement>(":is(input, select)[data-invalid]")?.focus();
  }, [create.error]);
  const isWorking = create.isPending || (create.isSuccess && create.data.isNew);

  return (
    <form
      ref={form}
      className="grid items-start gap-5 lg:grid-cols-[3fr_2fr]"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({ sent, draft, historyFrom });
      }}
    >
      <div className="flex flex-col gap-5">
        {create.error !== null && refused.length === 0 ? <ErrorState error={create.error} /> : null}
        {ofFile ? (
          <Notice
            kind="error"
            title="The positions were refused; nothing was stored"
            actions={
              <Button
                size="small"
                onClick={() => {
                  void upload.preview.refetch();
                  goTo("review");
                }}
              >
                Review the positions
              </Button>
            }
          />
        ) : null}
        {create.data?.isNew === false && stillHolds("account_name", before, draft) ? (
          <Notice
            title="This portfolio is stored already"
            actions={
              <Link
                to="/portfolios/$portfolioId"
                params={{ portfolioId: create.data.answer.portfolio_id }}
                className={buttonClass("secondary", "small")}
              >
                Open {create.data.answer.portfolio_name}
              </Link>
            }
          >
            The same file with the same equity under the account name “{create.data.answer.account_name}”.
            Nothing was stored again; to have it twice, give this one another account name.
          </Notice>
        ) : null}
        <AccountFields
          draft={draft}
          onChange={change}
          issues={issues}
          taken={taken}
          hasSuggestion={suggestion !== null && draft.equity === suggestion}
          historyFrom={historyFrom}
          onHistoryFrom={upload.setHistoryFrom}
          unknownCosts={preview.totals.cost_unknown_positions}
        />
      </div>
      <div className="flex flex-col gap-4 lg:sticky lg:top-20">
        <NavPreviewPanel totals={preview.totals} equity={draft.equity} />
        <div className="flex flex-wrap justify-between gap-2">
          <Button onClick={() => goTo("review")}>Back</Button>
          <Button type="submit" variant="primary" disabled={isWorking}>
            <Calculator aria-hidden />
            {isWorking ? "Creating…" : "Create and calculate"}
          </Button>
        </div>
      </div>
    </form>
  );
}
