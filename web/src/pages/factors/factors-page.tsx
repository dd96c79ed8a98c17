import { Page } from "@/components/layout/page.tsx";

export function FactorsPage() {
  return <Page title="Factors">{null}</Page>;
}
