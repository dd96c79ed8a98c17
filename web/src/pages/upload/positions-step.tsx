import { ClipboardPaste, FileDown, FileUp } from "lucide-react";
import { useId, useRef, useState } from "react";
import { Button, buttonClass } from "@/components/ui/button.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { cn } from "@/lib/cn.ts";
import { textOf } from "@/lib/form-text.ts";
import { FileProblem } from "./file-problem.tsx";
import { csvOfPasted } from "./pasted-text.ts";
import type { Upload } from "./use-upload.ts";

/** The first step: a file, dropped, chosen or pasted. What may come in, the server decides. */
export function PositionsStep({ upload }: { readonly upload: Upload }) {
  const { sent, fileProblem, preview, give, goTo } = upload;
  const takePasted = (text: string) => void give(new File([csvOfPasted(text)], "pasted-positions.csv"));
  return (
    <div className="flex flex-col gap-5">
      {fileProblem === null ? null : (
        <FileProblem
          problem={fileProblem}
          onRetry={() => {
            void preview.refetch();
            goTo("review");
          }}
        />
      )}
      <div className="grid items-stretch gap-5 lg:grid-cols-[3fr_2fr]">
        <DropZone onFile={(file) => void give(file)} />
        <Panel
          title="Or paste"
          description="Rows of a CSV file or cells copied from a spreadsheet, header included."
        >
          <form
            className="flex h-full flex-col gap-3"
            onSubmit={(event) => {
              event.preventDefault();
              takePasted(textOf(new FormData(event.currentTarget), "positions"));
            }}
          >
            <textarea
              name="positions"
              aria-label="Positions as text"
              required
              rows={7}
              spellCheck={false}
              placeholder={
                "Symbol,Quantity,Entry Price Per Share,Entry Date\nSPY,50,445.20,2024-01-22\nSHOP,-25,62.50,2024-02-09"
              }
              className="w-full resize-y rounded-md border border-border-strong bg-surface px-2.5 py-2 font-mono text-xs leading-5 placeholder:text-muted"
            />
            <Button type="submit" className="self-start">
              <ClipboardPaste aria-hidden />
              Read the text
            </Button>
          </form>
        </Panel>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm text-muted">
          Needed are symbol, quantity, entry price and entry date; a negative quantity is short. Files of
          brokers work too: you say which column is which.
        </p>
        {sent === null || fileProblem !== null ? null : (
          <Button variant="primary" onClick={() => goTo("review")}>
            Continue with {sent.file.name}
          </Button>
        )}
      </div>
    </div>
  );
}

function DropZone({ onFile }: { readonly onFile: (file: File) => void }) {
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      onDragOver={() => setIsOver(true)}
      onDragLeave={() => setIsOver(false)}
      onDrop={() => setIsOver(false)}
      className={cn(
        "flex min-h-72 flex-col items-center justify-center gap-3 rounded-xl border-2 border-dashed bg-surface px-6 py-8 text-center transition-colors",
        isOver ? "border-accent bg-accent-soft" : "border-border-strong/60",
      )}
    >
      <span aria-hidden className="grid size-14 place-items-center rounded-full bg-accent-soft text-accent">
        <FileUp className="size-7" />
      </span>
      <div>
        <h2 id={id} className="text-base">
          Drop your positions file here
        </h2>
        <p className="text-sm text-muted">A CSV file of up to 10 MB</p>
      </div>
      <div className="mt-1 flex flex-wrap justify-center gap-2">
        <Button variant="primary" onClick={() => input.current?.click()}>
          Choose a file
        </Button>
        <a href="/api/v1/onboarding/csv-template" download className={buttonClass("secondary")}>
          <FileDown aria-hidden />
          Template
        </a>
      </div>
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        aria-label="Positions file"
        tabIndex={-1}
        className="sr-only"
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = "";
          if (file !== undefined) onFile(file);
        }}
      />
    </section>
  );
}
