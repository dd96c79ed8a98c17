import { Link } from "@tanstack/react-router";
import { ChevronRight, ChevronsLeft } from "lucide-react";
import { buttonClass } from "@/components/ui/button.tsx";

interface CursorPagerProps {
  /** Of the page in sight; null: the first. */
  readonly cursor: string | null;
  /** Null: this is the last page. */
  readonly next: string | number | null;
  /** Names what is paged through. */
  readonly label: string;
  /** What the page is called in the address. */
  readonly name?: string;
}

/** Goes through a list page by page; the browser's Back goes back. Nothing where there is one page. */
export function CursorPager({ cursor, next, label, name = "cursor" }: CursorPagerProps) {
  if (cursor === null && next === null) return null;
  return (
    <nav aria-label={`Pages of ${label}`} data-print="hide" className="mt-3 flex justify-end gap-2">
      {cursor === null ? null : (
        <Link
          to="."
          search={(before: object) => ({ ...before, [name]: undefined })}
          className={buttonClass("secondary", "small")}
        >
          <ChevronsLeft aria-hidden />
          First page
        </Link>
      )}
      {next === null ? null : (
        <Link
          to="."
          search={(before: object) => ({ ...before, [name]: next })}
          className={buttonClass("secondary", "small")}
        >
          Next page
          <ChevronRight aria-hidden />
        </Link>
      )}
    </nav>
  );
}
