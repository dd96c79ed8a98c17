import path from "node:path";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { findUserByEmail } from "#db/stores/account-store.ts";
import { findSnapshot } from "#db/stores/analytics-store.ts";
import { findDemoPortfolio, isDemoMade, markDemoPortfolio, noteDemoMade } from "#db/stores/demo-store.ts";
import { findLatestRunOf, findRun, hasFinishedRun } from "#db/stores/run-read-store.ts";
import { insertUserWithoutPassword } from "#db/stores/user-store.ts";
import type { ApiContext } from "./api-context.ts";
import { PROGRAM } from "./audit.ts";
import { businessDay } from "./business-day.ts";
import { createPortfolio } from "./create-portfolio.ts";
import { DEMO_EMAIL } from "./default-user.ts";
import type { UploadedFile } from "./read-import.ts";
import { readUpload } from "./read-upload.ts";
import type { RunControl } from "./run-control.ts";

/** The portfolio a new installation shows. */
export const DEMO_FILE = path.resolve(import.meta.dirname, "../../demo/balanced-13.csv");

export interface DemoPortfolio {
  readonly portfolioId: string;
  readonly ownerId: string;
}

type DemoContext = Pick<ApiContext, "database" | "calendar" | "businessNow">;

/** What a demo is made of: USD 5,000,000 just before the first entries unless said otherwise. */
export interface DemoRequest {
  readonly file: string;
  readonly equity: string;
}

/** Account and name of the demo of {@link DEMO_FILE}. */
export const DEMO_NAME = "Balanced demo";

export const DEMO: DemoRequest = { file: DEMO_FILE, equity: "5000000" };

/**
 * The demo portfolio of a file, made for a user nobody can sign in as where it is not there yet; by now it may belong
 * to the first administrator. Safe against interruption and two programs at once. Throws VALIDATION for a wrong file.
 */
export async function ensureDemo(context: DemoContext, request: DemoRequest = DEMO): Promise<DemoPortfolio> {
  const { db } = context.database.api;
  const file = await readUpload(request.file);
  const name = demoName(request, file);
  const known = await findDemoPortfolio(db, name);
  if (known !== null) return { portfolioId: known.id, ownerId: known.ownerId };
  await insertUserWithoutPassword(db, { email: DEMO_EMAIL, fullName: "Demo" });
  const owner = await findUserByEmail(db, DEMO_EMAIL);
  if (owner === null) throw new SigmaSightError("NOT_FOUND", "the demo's user is gone");
  const created = await createPortfolio(context, {
    ownerId: owner.id,
    by: PROGRAM,
    fields: {
      portfolio_name: name,
      account_name: name,
      account_type: "other",
      equity_balance: request.equity,
      description: "Made-up prices, for demonstration.",
    },
    mapping: undefined,
    file,
  });
  if (created.outcome === "rejected") {
    const problems = created.errors.map(({ row, message }) =>
      row === null ? message : `line ${row}: ${message}`,
    );
    throw new SigmaSightError("VALIDATION", problems.join("\n"));
  }
  await markDemoPortfolio(db, created.portfolio.id);
  await noteDemoMade(db);
  return { portfolioId: created.portfolio.id, ownerId: owner.id };
}

/** Whether a start should show the demo: not where it was made before and then deleted. */
export async function wantsDemo(context: DemoContext): Promise<boolean> {
  const { db } = context.database.api;
  if (!(await isDemoMade(db))) return true;
  return (await findDemoPortfolio(db, demoName(DEMO, { name: path.basename(DEMO_FILE) }))) !== null;
}

/**
 * The run to watch: the active one, or a new one where results up to the last completed session are missing. Null where
 * nothing is to be done, or where a person cancelled the last run.
 */
export async function ensureDemoRun(
  context: DemoContext & { readonly runs: RunControl },
  { portfolioId, ownerId }: DemoPortfolio,
): Promise<string | null> {
  const { db } = context.database.api;
  const latest = await findLatestRunOf(db, portfolioId);
  const run = latest === null ? null : await findRun(db, latest);
  if (run !== null) {
    if (run.finishedAt === null) return run.id;
    if (run.status === "cancelled") return null;
    const results = await findSnapshot(db, portfolioId, null);
    const isRecent = results !== null && results.asOf >= businessDay(context).lastSession;
    if (isRecent && (run.status === "completed" || run.status === "partial")) return null;
  }
  const trigger = (await hasFinishedRun(db, portfolioId)) ? "admin" : "onboarding";
  const { runId } = await context.runs.requestRun({
    trigger,
    portfolioId,
    triggeredBy: `${trigger}:${ownerId}`,
  });
  return runId;
}

function demoName(request: DemoRequest, file: Pick<UploadedFile, "name">): string {
  return request.file === DEMO_FILE ? DEMO_NAME : `Demo ${file.name.replace(/\.csv$/i, "")}`.slice(0, 100);
}
