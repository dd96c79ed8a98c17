// What a computing thread runs in tests in place of the program's own: it does what its task says.

export interface MadeUpTask {
  readonly kind: "fine" | "endless" | "deadly";
  /** Counted up for as long as the thread lives. */
  readonly signs: SharedArrayBuffer;
}

export function portfolios({ task }: { readonly task: MadeUpTask }): { readonly computed: readonly [] } {
  const signs = new Int32Array(task.signs);
  Atomics.add(signs, 0, 1);
  while (task.kind === "endless") Atomics.add(signs, 0, 1);
  if (task.kind === "deadly") process.exit(1);
  return { computed: [] };
}

export function warm(): void {}
