import { Page } from "@/components/layout/page.tsx";

export function UploadPage() {
  return <Page title="Upload">{null}</Page>;
}
