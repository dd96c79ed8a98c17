import { Badge } from "@/components/ui/badge.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { formatDuration, formatInstant } from "@/lib/format.ts";
import type { Health } from "./system-verdict.ts";

type Provider = Health["providers"][number];

/** Market data providers in order of asking. */
export function ProvidersPanel({ providers }: { readonly providers: readonly Provider[] }) {
  return (
    <Panel title="Market data providers" description="In order of asking.">
      {providers.length === 0 ? <p className="text-sm text-muted">None is set.</p> : null}
      <ol className="divide-y text-sm">
        {providers.map((provider) => (
          <ProviderRow key={provider.provider} provider={provider} />
        ))}
      </ol>
    </Panel>
  );
}

function ProviderRow({ provider }: { readonly provider: Provider }) {
  const { provider: name, answered_at: answered, failed_at: failed, failure, circuit } = provider;
  return (
    <li className="flex flex-col gap-1 py-2.5 first:pt-0 last:pb-0">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{name}</span>
        <ProviderState provider={provider} />
        <span className="numeric ml-auto text-xs text-muted">
          {answered === null ? "Never answered" : `Answered ${formatInstant(answered)}`}
        </span>
      </p>
      {failed === null ? null : (
        <p className="text-xs wrap-anywhere text-muted">
          Failed {formatInstant(failed)}
          {failure === null ? null : `: ${failure.code}, ${failure.message}`}
        </p>
      )}
      {circuit === null || circuit.state === "closed" ? null : (
        <p className="text-xs wrap-anywhere text-muted">
          {circuit.failures} failures in a row
          {circuit.retry_in_ms === null
            ? null
            : `, asked again in ${formatDuration(circuit.retry_in_ms / 1000)}`}
          {circuit.last_failure === null ? null : `: ${circuit.last_failure}`}
        </p>
      )}
    </li>
  );
}

function ProviderState({
  provider: { circuit, answered_at: answered, failed_at: failed },
}: {
  readonly provider: Provider;
}) {
  if (circuit?.state === "open") return <Badge tone="bad">Left alone</Badge>;
  if (circuit?.state === "halfOpen") return <Badge tone="warning">On trial</Badge>;
  if (failed !== null && (answered === null || failed > answered))
    return <Badge tone="warning">Failed last</Badge>;
  return answered === null ? <Badge>Not asked yet</Badge> : <Badge tone="good">Answers</Badge>;
}
