import type { Correlations } from "./correlation-pairs.ts";

/** A square of the map: a cluster of several symbols, from and to which place on both axes. */
export interface ClusterBlock {
  readonly from: number;
  readonly to: number;
}

export interface OrderedMatrix {
  readonly symbols: readonly string[];
  readonly matrix: readonly (readonly (number | null)[])[];
  readonly observations: readonly (readonly (number | null)[])[];
  readonly blocks: readonly ClusterBlock[];
}

/** The matrix with the members of each cluster side by side, the largest cluster first. */
export function orderByClusters({ symbols, matrix, observations, clusters }: Correlations): OrderedMatrix {
  const clustered = clusters
    .flatMap((cluster) => cluster.symbols)
    .filter((symbol) => symbols.includes(symbol));
  const order = [...clustered, ...symbols.filter((symbol) => !clustered.includes(symbol))].map((symbol) =>
    symbols.indexOf(symbol),
  );
  const permuted = (rows: readonly (readonly (number | null)[])[]) =>
    order.map((row) => order.map((column) => rows[row]?.[column] ?? null));
  let place = 0;
  const blocks = clusters.flatMap((cluster): readonly ClusterBlock[] => {
    const size = cluster.symbols.filter((symbol) => symbols.includes(symbol)).length;
    const from = place;
    place += size;
    return size < 2 ? [] : [{ from, to: place - 1 }];
  });
  return {
    symbols: order.map((index) => symbols[index] ?? ""),
    matrix: permuted(matrix),
    observations: permuted(observations),
    blocks,
  };
}
