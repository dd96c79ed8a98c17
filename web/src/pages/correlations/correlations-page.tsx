import { Page } from "@/components/layout/page.tsx";

export function CorrelationsPage() {
  return <Page title="Correlations">{null}</Page>;
}
