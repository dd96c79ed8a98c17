import { Page } from "@/components/layout/page.tsx";

export function ChangesPage() {
  return <Page title="Changes">{null}</Page>;
}
