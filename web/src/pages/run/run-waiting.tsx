import { Notice } from "@/components/ui/notice.tsx";
import { formatInstant } from "@/lib/format.ts";
import { noteText } from "./run-text.ts";

/** From here on a run is slower than any of the common ones. */
const LONG_SECONDS = 300;

interface RunWaitingProps {
  /** What the server says about its workers; null: one is alive. */
  readonly note: string | null;
  readonly elapsed: number;
}

/** Why nothing moves, where something is wrong, and what to do. */
export function RunWaiting({ note, elapsed }: RunWaitingProps) {
  if (note !== null) {
    return (
      <Notice kind="warning" title="No worker is running">
        <p>
          {noteText(note, formatInstant)} The calculation is kept and starts by itself as soon as there is
          one.
        </p>
        <p className="mt-1">
          Whoever runs this installation starts one with <code>sigmasight work</code>, or starts the whole
          platform again.
        </p>
      </Notice>
    );
  }
  if (elapsed < LONG_SECONDS) return null;
  return (
    <Notice kind="warning" title="Taking longer than usual">
      <p>
        A first calculation of many symbols waits for the price provider and may take a while; the activity
        below shows whether it moves. You can leave this page: the calculation goes on, and the top bar leads
        back here.
      </p>
      <p className="mt-1">
        If no line has come for minutes, ask whoever runs this installation to look at the run.
      </p>
    </Notice>
  );
}
