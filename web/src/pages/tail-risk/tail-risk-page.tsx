import { Page } from "@/components/layout/page.tsx";

export function TailRiskPage() {
  return <Page title="Tail Risk">{null}</Page>;
}
