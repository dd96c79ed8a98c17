import { Page } from "@/components/layout/page.tsx";

export function AdminRunPage() {
  return <Page title="Admin Run">{null}</Page>;
}
