import { Page } from "@/components/layout/page.tsx";

export function AuditPage() {
  return <Page title="Audit">{null}</Page>;
}
