import { Page } from "@/components/layout/page.tsx";

export function OverviewPage() {
  return <Page title="Overview">{null}</Page>;
}
