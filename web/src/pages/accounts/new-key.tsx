import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Notice } from "@/components/ui/notice.tsx";

/** A key just made: it is shown this once. Where the browser does not let pages copy, the reader does it by hand. */
export function NewKey({ name, secret }: { readonly name: string; readonly secret: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    setCopied(true);
  };
  return (
    <Notice
      title={`The key “${name}” is made. Copy it now: it is not shown again.`}
      actions={
        globalThis.isSecureContext ? (
          <Button size="small" variant="primary" onClick={() => void copy()}>
            {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
            {copied ? "Copied" : "Copy"}
          </Button>
        ) : undefined
      }
    >
      <code className="mt-1 block rounded border bg-surface px-2 py-1.5 text-xs break-all select-all">
        {secret}
      </code>
      <p className="mt-1 text-xs text-muted">
        Send it as <code>Authorization: Bearer</code>, as in an access token's place.
      </p>
    </Notice>
  );
}
