import { Page } from "@/components/layout/page.tsx";

export function CashFlowsPage() {
  return <Page title="Cash Flows">{null}</Page>;
}
