import { Page } from "@/components/layout/page.tsx";

export function CompositionPage() {
  return <Page title="Composition">{null}</Page>;
}
