import { useSyncExternalStore } from "react";

/** An edit that no calculation has taken up yet. */
interface Edit {
  /** First day whose results it makes outdated. */
  readonly from: string;
  /** The portfolio's latest run when it was made. */
  readonly runId: string | null;
}

const KEY = "sigmasight.outdated.";
const listeners = new Set<() => void>();

/** Remembers, in this tab, that results are outdated from a day on; the earliest one counts. */
export function markOutdated(portfolioId: string, from: string, runId: string | null): void {
  const earlier = readEdit(portfolioId, runId);
  const edit: Edit = { from: earlier !== null && earlier < from ? earlier : from, runId };
  sessionStorage.setItem(KEY + portfolioId, JSON.stringify(edit));
  for (const listener of listeners) listener();
}

/** From when on the portfolio's results are outdated; null: they are not, or a later run has begun. */
export function useOutdatedFrom(portfolioId: string, runId: string | null): string | null {
  return useSyncExternalStore(subscribe, () => readEdit(portfolioId, runId));
}

function readEdit(portfolioId: string, runId: string | null): string | null {
  const text = sessionStorage.getItem(KEY + portfolioId);
  if (text === null) return null;
  const edit = JSON.parse(text) as Edit;
  return edit.runId === runId ? edit.from : null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
