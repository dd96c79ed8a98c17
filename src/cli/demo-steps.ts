import { type DemoRequest, ensureDemo, ensureDemoRun } from "#app/demo.ts";
import type { RunReport } from "#app/run-control.ts";
import { findSnapshot, listSnapshots } from "#db/stores/analytics-store.ts";
import { watchWithProgress } from "./follow-run.ts";
import { money, percent } from "./output.ts";
import type { Progress } from "./progress.ts";
import type { Session } from "./with-platform.ts";

export interface DemoOutcome {
  readonly portfolioId: string;
  /** Null where nothing had to be computed. */
  readonly run: RunReport | null;
}

/** Shows that the prices are made up. */
export const SYNTHETIC_MARK = "synthetic market – no real prices";

/** Makes the demo portfolio where it is missing and sees its run through, with progress. */
export async function showDemo(
  session: Session,
  progress: Progress,
  request: DemoRequest,
): Promise<DemoOutcome> {
  const { platform } = session;
  progress.set("market", {
    title: "Synthetic market",
    state: "done",
    detail: "made-up, no real prices",
    tookMs: 0,
  });
  const title = "Demo user and portfolio";
  progress.set("demo", { title, state: "running" });
  const portfolio = await ensureDemo(platform, request);
  progress.set("demo", { title, state: "done" });
  const runId = await ensureDemoRun(platform, portfolio);
  if (runId === null) {
    progress.set("run", { title: "Results", state: "done", detail: "up to date", tookMs: 0 });
    return { portfolioId: portfolio.portfolioId, run: null };
  }
  return { portfolioId: portfolio.portfolioId, run: await watchWithProgress(session, runId, progress) };
}

/** The portfolio in one line: NAV, return, how far. Null before its first results. */
export async function portfolioLine({ platform }: Session, portfolioId: string): Promise<string | null> {
  const { db } = platform.database.api;
  const last = await findSnapshot(db, portfolioId, null);
  if (last === null) return null;
  const sessions = await listSnapshots(db, portfolioId, null, null);
  const gain = percent(last.cumulativeReturn) ?? "no return";
  return `NAV ${money(last.nav)} USD, ${gain} in ${sessions.length} sessions up to ${last.asOf}`;
}
