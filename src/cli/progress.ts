import type { Cli } from "./cli.ts";
import { duration } from "./output.ts";

export interface ProgressLine {
  readonly title: string;
  readonly state: "waiting" | "running" | "done" | "failed";
  /** 0 to 1; absent where nothing can be counted. */
  readonly fraction?: number;
  readonly detail?: string;
  /** What it took, where that is known better than by watching. */
  readonly tookMs?: number;
}

/** Shows steps on standard error: one line each. */
export interface Progress {
  /** Adds the line of a key, or changes it. */
  set(key: string, line: ProgressLine): void;
  /** Leaves the lines as they are; nothing is drawn afterwards. */
  close(): void;
}

interface Shown extends ProgressLine {
  readonly startedAt: number;
}

/** Lines redrawn in place on a terminal; elsewhere a line when a step ends, and now and then while it goes on. */
export function createProgress(cli: Cli): Progress {
  return cli.stderr.isTTY === true ? drawnProgress(cli) : plainProgress(cli);
}

const FRAME_MS = 80;
const TITLE_WIDTH = 26;
const BAR_WIDTH = 24;
const SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

function drawnProgress(cli: Cli): Progress {
  const lines = new Map<string, Shown>();
  const paint = painter(cli.environment);
  let drawn = 0;
  let frame = 0;
  let closed = false;
  const draw = () => {
    const width = (cli.stderr.columns ?? 80) - 1;
    const text = [...lines.values()].map((line) => `\r\u001b[K${drawnLine(line, frame, width, paint)}\n`);
    cli.stderr.write((drawn === 0 ? "" : `\u001b[${drawn}A`) + text.join(""));
    drawn = text.length;
  };
  const timer = setInterval(() => {
    frame++;
    if ([...lines.values()].some(({ state }) => state === "running")) draw();
  }, FRAME_MS);
  timer.unref();
  return {
    set(key, line) {
      const known = lines.get(key);
      const startedAt =
        known === undefined || known.state === "waiting" ? performance.now() : known.startedAt;
      lines.set(key, ended(known, line, startedAt));
      if (!closed && known?.state !== line.state) draw();
    },
    close() {
      // What is written afterwards would be drawn over.
      if (closed) return;
      closed = true;
      clearInterval(timer);
      draw();
    },
  };
}

/** Fixes what a step took at the moment it ends. */
function ended(known: Shown | undefined, line: ProgressLine, startedAt: number): Shown {
  const over = line.state === "done" || line.state === "failed";
  if (!over || line.tookMs !== undefined) return { ...line, startedAt };
  const tookMs = known?.tookMs ?? performance.now() - startedAt;
  return { ...line, startedAt, tookMs };
}

type Paint = (text: string, color: keyof typeof COLORS) => string;
const COLORS = { green: 32, red: 31, cyan: 36, dim: 2 } as const;

function painter(environment: Cli["environment"]): Paint {
  const plain = (environment.NO_COLOR ?? "") !== "";
  return (text, color) => (plain ? text : `\u001b[${COLORS[color]}m${text}\u001b[0m`);
}

function drawnLine(line: Shown, frame: number, width: number, paint: Paint): string {
  const { title, state, fraction, detail = "", tookMs } = line;
  const name = title.padEnd(TITLE_WIDTH).slice(0, Math.max(TITLE_WIDTH, title.length));
  const [mark, color] = MARKS[state];
  const sign = state === "running" ? SPINNER[frame % SPINNER.length]! : mark;
  if (state === "waiting") return paint(` ${sign} ${title}`.slice(0, width), "dim");
  const took = duration(tookMs ?? performance.now() - line.startedAt).padStart(7);
  const bar = state === "running" && fraction !== undefined ? barOf(fraction) : "";
  const room = width - 3 - name.length - took.length - bar.length - 4;
  const rest = room > 0 ? detail.slice(0, room) : "";
  const parts = [` ${paint(sign, color)} ${name} `, bar === "" ? "" : paint(bar, "cyan"), took];
  return `${parts.join("")}${rest === "" ? "" : `  ${paint(rest, "dim")}`}`;
}

const MARKS = {
  waiting: ["·", "dim"],
  running: ["", "cyan"],
  done: ["✔", "green"],
  failed: ["✘", "red"],
} as const satisfies Record<ProgressLine["state"], readonly [string, keyof typeof COLORS]>;

function barOf(fraction: number): string {
  const full = Math.round(Math.min(1, Math.max(0, fraction)) * BAR_WIDTH);
  const share = `${Math.floor(100 * fraction)} %`.padStart(6);
  return `${"━".repeat(full)}${"─".repeat(BAR_WIDTH - full)}${share}`;
}

/** At most one line in this time for a step that goes on. */
const PLAIN_INTERVAL_MS = 5_000;

function plainProgress(cli: Cli): Progress {
  const lines = new Map<string, Shown & { readonly saidAt: number }>();
  return {
    set(key, line) {
      const now = performance.now();
      const known = lines.get(key);
      const startedAt = known === undefined || known.state === "waiting" ? now : known.startedAt;
      const shown = ended(known, line, startedAt);
      const over = line.state === "done" || line.state === "failed";
      const changed = known?.state !== line.state;
      const due = line.state === "running" && now - (known?.saidAt ?? now) > PLAIN_INTERVAL_MS;
      lines.set(key, { ...shown, saidAt: due || changed || known === undefined ? now : known.saidAt });
      const detail = line.detail === undefined || line.detail === "" ? "" : `: ${line.detail}`;
      if (over && changed) {
        const verdict = line.state === "done" ? "done" : "failed";
        cli.stderr.write(`${verdict} ${line.title}${detail} (${duration(shown.tookMs ?? 0)})\n`);
      } else if (due) {
        const share = line.fraction === undefined ? "" : ` ${Math.floor(100 * line.fraction)} %`;
        cli.stderr.write(`… ${line.title}${share}${detail}\n`);
      }
    },
    close() {},
  };
}
