import { Page } from "@/components/layout/page.tsx";

export function SystemPage() {
  return <Page title="System">{null}</Page>;
}
