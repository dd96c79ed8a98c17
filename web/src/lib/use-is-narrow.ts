import { useSyncExternalStore } from "react";

const narrow = matchMedia("(max-width: 40rem)");

/** Whether the window is as narrow as a phone's, for pictures whose labels have to give way. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, isNarrow, isNarrow);
}

function subscribe(listener: () => void): () => void {
  narrow.addEventListener("change", listener);
  return () => narrow.removeEventListener("change", listener);
}

function isNarrow(): boolean {
  return narrow.matches;
}
