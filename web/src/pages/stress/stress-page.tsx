import { Page } from "@/components/layout/page.tsx";

export function StressPage() {
  return <Page title="Stress">{null}</Page>;
}
