import { Page } from "@/components/layout/page.tsx";

export function DataQualityPage() {
  return <Page title="Data Quality">{null}</Page>;
}
