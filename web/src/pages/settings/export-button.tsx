import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { authorizedFetch } from "@/api/authorized-fetch.ts";
import { problemOf } from "@/api/problem.ts";
import { Button } from "@/components/ui/button.tsx";
import { ErrorState } from "@/components/ui/states.tsx";
import { download } from "@/lib/download.ts";

interface ExportButtonProps {
  readonly portfolioId: string;
  readonly name: string;
}

/** Hands out all facts of the portfolio as a file. */
export function ExportButton({ portfolioId, name }: ExportButtonProps) {
  const attempt = useMutation({
    mutationFn: async () => {
      const url = new URL(`/api/v1/portfolios/${portfolioId}/export`, location.origin);
      const response = await authorizedFetch(new Request(url));
      if (!response.ok) throw await problemOf(response);
      download(`${fileNameOf(name)}.jsonl`, await response.blob());
    },
  });
  return (
    <div className="flex flex-col items-start gap-3">
      <Button disabled={attempt.isPending} onClick={() => attempt.mutate()}>
        <Download aria-hidden />
        {attempt.isPending ? "Writing…" : "Download export"}
      </Button>
      {attempt.error === null ? null : <ErrorState error={attempt.error} />}
    </div>
  );
}

/** Letters, digits and dashes. */
function fileNameOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return plain === "" ? "portfolio" : plain;
}
