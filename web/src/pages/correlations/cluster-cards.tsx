import { Badge } from "@/components/ui/badge.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { type Correlations, describeCluster } from "./correlation-pairs.ts";

/** The clusters in words, those of several holdings first; the others together. */
export function ClusterCards({ clusters }: { readonly clusters: Correlations["clusters"] }) {
  const several = clusters.filter(({ symbols }) => symbols.length > 1);
  const alone = clusters.filter(({ symbols }) => symbols.length === 1).flatMap(({ symbols }) => symbols);
  if (clusters.length === 0) return null;
  return (
    <Panel
      title="Clusters"
      description="Holdings join while their average correlation is at least 0.5. Weights play no part."
    >
      <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
        {several.map((cluster) => (
          <li key={cluster.symbols.join()} className="rounded-lg border px-4 py-3">
            <p className="text-sm">{describeCluster(cluster)}</p>
            <Symbols symbols={cluster.symbols} />
          </li>
        ))}
        {alone.length === 0 ? null : (
          <li className="rounded-lg border px-4 py-3">
            <p className="text-sm">
              {alone.length === 1
                ? "One holding moves on its own."
                : `${alone.length} holdings move on their own.`}
            </p>
            <Symbols symbols={alone} />
          </li>
        )}
      </ul>
    </Panel>
  );
}

function Symbols({ symbols }: { readonly symbols: readonly string[] }) {
  return (
    <p className="mt-2 flex flex-wrap gap-1">
      {symbols.map((symbol) => (
        <Badge key={symbol}>{symbol}</Badge>
      ))}
    </p>
  );
}
