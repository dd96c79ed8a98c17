import { Page } from "@/components/layout/page.tsx";

export function AccountPage() {
  return <Page title="Account">{null}</Page>;
}
