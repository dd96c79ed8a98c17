import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { cn } from "@/lib/cn.ts";

interface ViewTabsProps {
  /** What is chosen between, for those who do not see it. */
  readonly label: string;
  readonly value: string;
  /** The first is shown where the address names none. */
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** The parts of a page that is too long for one; which is shown is in the address (`view=`). */
export function ViewTabs({ label, value, options }: ViewTabsProps) {
  const nav = useRef<HTMLElement>(null);
  // On a phone the tabs scroll; the one that is shown has to be in sight.
  useEffect(() => {
    const list = nav.current;
    const current = list?.querySelector<HTMLElement>(`[data-view="${value}"]`);
    if (list === null || current === null || current === undefined) return;
    list.scrollLeft = current.offsetLeft - (list.clientWidth - current.offsetWidth) / 2;
  }, [value]);
  return (
    <nav ref={nav} aria-label={label} data-print="hide" className="relative -mx-1 overflow-x-auto px-1">
      <ul className="flex min-w-max gap-1 border-b">
        {options.map((option, index) => (
          <li key={option.value} data-view={option.value}>
            <Link
              to="."
              search={(before: object) => ({ ...before, view: index === 0 ? undefined : option.value })}
              resetScroll={false}
              aria-current={option.value === value ? "page" : undefined}
              className={cn(
                "-mb-px block rounded-t-md border-b-2 px-3 py-2 text-sm font-medium focus-visible:-outline-offset-2",
                option.value === value
                  ? "border-accent text-text"
                  : "border-transparent text-muted hover:text-text",
              )}
            >
              {option.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
