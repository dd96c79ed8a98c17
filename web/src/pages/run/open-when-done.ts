import { useState } from "react";

const KEY = "sigmasight.open-when-done";

/** Whether this browser's reader wants the overview to open by itself after a first calculation. */
export function useOpenWhenDone(): readonly [boolean, (opens: boolean) => void] {
  const [opens, setOpens] = useState(() => localStorage.getItem(KEY) !== "no");
  const choose = (next: boolean) => {
    localStorage.setItem(KEY, next ? "yes" : "no");
    setOpens(next);
  };
  return [opens, choose];
}
