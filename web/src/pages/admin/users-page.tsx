import { Page } from "@/components/layout/page.tsx";

export function UsersPage() {
  return <Page title="Users">{null}</Page>;
}
