import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { downloadRunLog } from "@/components/run/download-run-log.ts";
import { Button } from "@/components/ui/button.tsx";
import { ErrorState } from "@/components/ui/states.tsx";

/** The whole log of the latest run, as a text file. */
export function LogDownloadButton({ portfolioId }: { readonly portfolioId: string }) {
  const save = useMutation({ mutationFn: () => downloadRunLog(portfolioId) });
  return (
    <>
      <Button disabled={save.isPending} onClick={() => save.mutate()}>
        <Download aria-hidden />
        Download log
      </Button>
      {save.error === null ? null : <ErrorState error={save.error} />}
    </>
  );
}
