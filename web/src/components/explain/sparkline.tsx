import { sparklinePath } from "./sparkline-path.ts";

const SIZE = { width: 112, height: 28, margin: 2 };

/** The shape of a series; its numbers stand beside it. */
export function Sparkline({ values }: { readonly values: readonly (number | null)[] }) {
  const path = sparklinePath(values, SIZE);
  if (path === "") return null;
  return (
    <svg
      aria-hidden
      width={SIZE.width}
      height={SIZE.height}
      viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
      className="text-accent"
    >
      <path d={path} fill="none" stroke="currentColor" strokeWidth={1.25} strokeLinejoin="round" />
    </svg>
  );
}
