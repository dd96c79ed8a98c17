import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { ApiProblem } from "@/api/problem.ts";
import type { AccountDraft } from "./account-draft.ts";
import type { ColumnChoice } from "./column-choice.ts";
import { EMPTY_TABLE, type FileTable, NO_EDITS, readTable, writeTable } from "./file-table.ts";
import { findHeader, withoutPreamble } from "./find-header.ts";
import { type Issue, type PreviewAnswer, previewPositions, type SentFile } from "./upload-requests.ts";

export type Step = "positions" | "review" | "account";

/** A file as the reader gave it, or as it became by changes made here. */
interface Source {
  /** Changes with each file that is given, not with changes made here. */
  readonly id: number;
  readonly revision: number;
  readonly file: File;
  readonly text: string;
}

export interface Upload {
  readonly step: Step;
  readonly goTo: (step: Step) => void;
  /** Null until a file was given. */
  readonly sent: SentFile | null;
  readonly table: FileTable;
  readonly preview: UseQueryResult<PreviewAnswer>;
  /** What is wrong with the file as a whole, so that there is nothing to review; null: nothing. */
  readonly fileProblem: ApiProblem | null;
  /** Errors that keep the positions from being stored. */
  readonly errors: readonly Issue[];
  readonly give: (file: File) => Promise<void>;
  /** The same file with other content. */
  readonly rewrite: (text: string) => void;
  readonly choose: (mapping: ColumnChoice | null) => void;
  /** Whether the columns were matched by a guess. */
  readonly isGuess: boolean;
  readonly historyFrom: string;
  readonly setHistoryFrom: (date: string) => void;
  /** What the reader changed of the proposals for the account. */
  readonly draft: Partial<AccountDraft>;
  readonly setDraft: (draft: Partial<AccountDraft>) => void;
}

/** Larger ones are refused by the server; they need not be read here. */
const MAX_SHOWN_BYTES = 10 * 1024 * 1024;

/** What the wizard knows: it is kept while the reader goes back and forth, and gone with the page. */
export function useUpload(): Upload {
  const [unreadable, setUnreadable] = useState<ApiProblem | null>(null);
  const { step: asked = "positions" } = useSearch({ from: "/signed-in/upload" });
  const navigate = useNavigate();
  const [source, setSource] = useState<Source | null>(null);
  const [chosen, setChosen] = useState<{
    readonly mapping: ColumnChoice | null;
    readonly isGuess: boolean;
  } | null>(null);
  const [historyFrom, setHistoryFrom] = useState("");
  const [draft, setDraft] = useState<Partial<AccountDraft>>({});
  const mapping = chosen?.mapping ?? null;
  const sent = source === null ? null : { file: source.file, mapping };
  const id = source?.id ?? 0;

  const preview = useQuery({
    queryKey: ["upload-preview", id, source?.revision, mapping, historyFrom],
    enabled: sent !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: () => {
      if (sent === null) throw new Error("there is no file to preview");
      return previewPositions(sent, historyFrom === "" ? {} : { history_from: historyFrom });
    },
    placeholderData: (before, query) => (query?.queryKey[1] === id ? before : undefined),
  });
  const answer = preview.data;
  const table = useMemo(() => (source === null ? EMPTY_TABLE : readTable(source.text)), [source]);

  // A file with other columns than the template's: try what their names suggest, once.
  useEffect(() => {
    if (answer === undefined || chosen !== null || source === null) return;
    if (!answer.errors.some(({ code }) => code === "ERR_CSV_004")) return;
    const found = findHeader(table);
    if (found === null) return;
    const { guess, preamble } = found;
    if (preamble > 0) setSource(rewritten(source, writeTable(withoutPreamble(table, preamble), NO_EDITS)));
    setChosen({ mapping: guess, isGuess: true });
  }, [answer, chosen, source, table]);

  // Steps are in the address, so that the browser's own way back leads to the step before.
  const goTo = (step: Step) => void navigate({ to: "/upload", search: step === "positions" ? {} : { step } });
  const fileProblem = unreadable ?? problemOfFile(preview);
  return {
    step: source === null || (asked === "review" && fileProblem !== null) ? "positions" : asked,
    goTo,
    sent,
    table,
    preview,
    fileProblem,
    errors: (answer?.errors ?? []).filter(({ field }) => field !== "history_from"),
    give: async (file) => {
      const read = await readSource(file);
      if (read instanceof ApiProblem) return setUnreadable(read);
      setUnreadable(null);
      setSource(read);
      setChosen(null);
      setDraft({});
      goTo("review");
    },
    rewrite: (text) => {
      if (source !== null) setSource(rewritten(source, text));
    },
    choose: (next) => setChosen({ mapping: next, isGuess: false }),
    isGuess: chosen?.isGuess ?? false,
    historyFrom,
    setHistoryFrom,
    draft,
    setDraft,
  };
}

let sources = 0;

/** The file as it is now, whatever becomes of it on the disk; a problem where it cannot be read. */
async function readSource(file: File): Promise<Source | ApiProblem> {
  sources++;
  if (file.size > MAX_SHOWN_BYTES) return { id: sources, revision: 0, file, text: "" };
  try {
    const copy = new File([await file.arrayBuffer()], file.name, { type: file.type });
    return { id: sources, revision: 0, file: copy, text: await copy.text() };
  } catch (cause) {
    const hint = "Choose a file, not a folder, and check that you may read it.";
    const problem = new ApiProblem(0, {
      code: "FILE_UNREADABLE",
      detail: "The file cannot be opened.",
      hint,
    });
    problem.cause = cause;
    return problem;
  }
}

function rewritten({ id, revision, file }: Source, text: string): Source {
  return { id, revision: revision + 1, file: new File([text], file.name, { type: "text/csv" }), text };
}

/** The refusal of a file, or its errors where not even its header could be read. */
function problemOfFile({ error, data }: UseQueryResult<PreviewAnswer>): ApiProblem | null {
  if (error !== null)
    return error instanceof ApiProblem ? error : new ApiProblem(0, { detail: error.message });
  if (data === undefined || data.header.length > 0 || data.errors.length === 0) return null;
  const detail = data.errors[0]?.message ?? "The file cannot be read.";
  return new ApiProblem(422, { code: data.errors[0]?.code ?? "", detail, errors: data.errors });
}
