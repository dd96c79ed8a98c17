import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

/**
 * A filter of a list that comes in pages, kept in the address. Setting one goes back to the first page; the empty text
 * takes the filter away. `cursorName` is what the page is called in the address.
 */
export function useFilter(
  name: string,
  cursorName = "cursor",
): readonly [string | null, (text: string) => void] {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = useCallback(
    (text: string) =>
      void navigate({
        to: ".",
        search: (before: object) => ({
          ...before,
          [name]: searchValue(text),
          [cursorName]: undefined,
        }),
        replace: true,
        resetScroll: false,
      }),
    [navigate, name, cursorName],
  );
  const value = search[name];
  // The router reads `90` as a number.
  return [typeof value === "string" || typeof value === "number" ? String(value) : null, set];
}

/** As the router writes it without quotation marks. */
function searchValue(text: string): string | number | undefined {
  if (text === "") return undefined;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : text;
}

/** The same for a choice; what is not among the options counts as none. */
export function useFilterChoice<Value extends string>(
  name: string,
  options: readonly Value[],
  cursorName?: string,
): readonly [Value | null, (text: string) => void] {
  const [text, set] = useFilter(name, cursorName);
  return [options.find((option) => option === text) ?? null, set];
}
