/** Where a value stands among those of its year: 0 at the left, 1 at the right. The text beside it says the same. */
export function PercentileMeter({ percentile }: { readonly percentile: number }) {
  return (
    <span aria-hidden className="relative my-1.5 block h-1.5 rounded-full bg-surface-2">
      <span
        className="absolute inset-y-0 left-0 rounded-full bg-accent/40"
        style={{ width: `${percentile * 100}%` }}
      />
      <span
        className="absolute top-1/2 size-3 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-surface bg-accent"
        style={{ left: `${percentile * 100}%` }}
      />
    </span>
  );
}
