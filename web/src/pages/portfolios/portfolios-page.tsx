import { Page } from "@/components/layout/page.tsx";

export function PortfoliosPage() {
  return <Page title="Portfolios">{null}</Page>;
}
