import type { Answer } from "@/api/api-query.ts";
import { formatNumber } from "@/lib/format.ts";

export type Correlations = NonNullable<
  Answer<"/api/v1/analytics/portfolio/{portfolio_id}/correlation-matrix">["data"]
>;

export interface CorrelationPair {
  readonly one: string;
  readonly other: string;
  readonly correlation: number;
  readonly observations: number | null;
}

/** Every pair with an estimate, the most correlated first. */
export function rankPairs({ symbols, matrix, observations }: Correlations): readonly CorrelationPair[] {
  return symbols
    .flatMap((one, row) =>
      symbols.slice(row + 1).flatMap((other, offset): readonly CorrelationPair[] => {
        const column = row + 1 + offset;
        const correlation = matrix[row]?.[column] ?? null;
        if (correlation === null) return [];
        return [{ one, other, correlation, observations: observations[row]?.[column] ?? null }];
      }),
    )
    .toSorted((left, right) => right.correlation - left.correlation);
}

/** The average, and the pairs at both ends, in a sentence. */
export function summarizeCorrelations(data: Correlations): string {
  const pairs = rankPairs(data);
  const [highest, lowest] = [pairs[0], pairs.at(-1)];
  if (highest === undefined || lowest === undefined || data.average_correlation === null)
    return "No pair of holdings has a correlation.";
  const two = (value: number) => formatNumber(value, 2);
  const average = `On average ${two(data.average_correlation)}.`;
  if (pairs.length === 1)
    return `${highest.one} and ${highest.other} have a correlation of ${two(highest.correlation)}.`;
  return `${average} Closest are ${highest.one} and ${highest.other} (${two(highest.correlation)}), furthest apart ${lowest.one} and ${lowest.other} (${two(lowest.correlation)}).`;
}

/** A cluster's members in a sentence. */
export function describeCluster({
  symbols,
  average_correlation: average,
}: Correlations["clusters"][number]): string {
  if (symbols.length === 1) return `${symbols[0] ?? ""} moves on its own.`;
  const within = average === null ? "" : `, at ${formatNumber(average, 2)} on average`;
  return `${symbols.length} holdings that move together${within}.`;
}
