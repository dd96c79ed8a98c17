import { Page } from "@/components/layout/page.tsx";

export function HoldingsPage() {
  return <Page title="Holdings">{null}</Page>;
}
