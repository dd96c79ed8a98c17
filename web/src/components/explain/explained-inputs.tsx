import { useState } from "react";
import { Button } from "../ui/button.tsx";
import type { Explained, OpenNumber } from "./explained.ts";
import { ExplainedInputRow } from "./explained-input-row.tsx";

/** More than this are shown on request: an estimate on many symbols has a series of prices for each. */
const SHOWN_AT_FIRST = 8;

interface ExplainedInputsProps {
  readonly explained: Explained;
  readonly onOpen: OpenNumber;
}

/** Everything that went into a number. */
export function ExplainedInputs({ explained, onOpen }: ExplainedInputsProps) {
  const [areAllShown, setAreAllShown] = useState(false);
  const { inputs, missing } = explained;
  if (inputs.length === 0) return <p className="text-sm text-muted">It is stated, not computed.</p>;
  const shown = areAllShown || inputs.length <= SHOWN_AT_FIRST + 2 ? inputs : inputs.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <ul className="divide-y rounded-md border">
        {shown.map((input) => (
          <ExplainedInputRow
            key={input.name}
            input={input}
            missing={missing.find(({ name }) => name === input.name)?.count ?? 0}
            onOpen={onOpen}
          />
        ))}
      </ul>
      {shown.length === inputs.length ? null : (
        <Button variant="ghost" size="small" className="mt-1.5" onClick={() => setAreAllShown(true)}>
          Show all {inputs.length} inputs
        </Button>
      )}
    </>
  );
}
