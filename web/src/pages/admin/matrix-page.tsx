import { Page } from "@/components/layout/page.tsx";

export function MatrixPage() {
  return <Page title="Matrix">{null}</Page>;
}
