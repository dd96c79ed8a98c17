import { Page } from "@/components/layout/page.tsx";

export function FreshnessPage() {
  return <Page title="Freshness">{null}</Page>;
}
