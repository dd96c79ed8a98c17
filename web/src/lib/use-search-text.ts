import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

/**
 * A text that the page keeps in the address under this name, so that what is shown can be sent on. Setting null, or
 * the empty text, takes it out of the address. The history gets no entry for it.
 */
export function useSearchText(name: string): readonly [string | null, (text: string | null) => void] {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = useCallback(
    (text: string | null) => {
      const next = text === null || text === "" ? undefined : asSearchValue(text);
      void navigate({
        to: ".",
        search: (before: object) => ({ ...before, [name]: next }),
        replace: true,
        resetScroll: false,
      });
    },
    [navigate, name],
  );
  const value = search[name];
  return [typeof value === "string" || typeof value === "number" ? String(value) : null, set];
}

/** The same for a choice among few; what is not among them counts as the first. */
export function useSearchChoice<Value extends string>(
  name: string,
  options: readonly [Value, ...Value[]],
): readonly [Value, (value: Value) => void] {
  const [text, set] = useSearchText(name);
  const chosen = options.find((option) => option === text) ?? options[0];
  const choose = useCallback((value: Value) => set(value), [set]);
  return [chosen, choose];
}

/** The router reads `90` as a number and writes the text in quotes. */
function asSearchValue(text: string): string | number {
  return String(Number(text)) === text ? Number(text) : text;
}
