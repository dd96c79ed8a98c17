import { Page } from "@/components/layout/page.tsx";

export function VolatilityPage() {
  return <Page title="Volatility">{null}</Page>;
}
