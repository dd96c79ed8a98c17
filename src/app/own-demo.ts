import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { findDemoPortfolio } from "#db/stores/demo-store.ts";
import { findPortfolioOfAccount } from "#db/stores/portfolio-store.ts";
import type { ApiContext } from "./api-context.ts";
import type { UserActor } from "./audit.ts";
import { createPortfolio, type StoredPortfolio } from "./create-portfolio.ts";
import { DEMO, DEMO_NAME } from "./demo.ts";
import { readUpload } from "./read-upload.ts";

/** Another name than the installation's own demo: its first administrator gets that one beside this. */
const OWN_DEMO_ACCOUNT = "My demo";

export interface OwnDemo {
  readonly portfolio: Pick<StoredPortfolio, "id" | "name">;
  /** False where the user had it. */
  readonly created: boolean;
}

type OwnDemoContext = Pick<ApiContext, "database" | "calendar" | "businessNow" | "market">;

/**
 * A demo portfolio of the user's own; the installation's where the user owns that. The same one when asked again, as
 * long as its account is called so, whatever else was changed; under another account name it is one of the user's
 * portfolios like any other. Nothing is computed; that takes a run. Errors: DEMO_UNAVAILABLE.
 */
export async function ensureOwnDemo(context: OwnDemoContext, by: UserActor): Promise<OwnDemo> {
  if (context.market !== "synthetic")
    throw new SigmaSightError(
      "DEMO_UNAVAILABLE",
      "the demo needs the synthetic market, and prices here are real",
    );
  const { db } = context.database.api;
  const installed = await findDemoPortfolio(db, DEMO_NAME);
  if (installed?.ownerId === by.userId)
    return { portfolio: { id: installed.id, name: installed.name }, created: false };
  const known = await findPortfolioOfAccount(db, by.userId, OWN_DEMO_ACCOUNT);
  if (known !== null) return { portfolio: known, created: false };
  const result = await createPortfolio(context, {
    ownerId: by.userId,
    by,
    fields: {
      portfolio_name: OWN_DEMO_ACCOUNT,
      account_name: OWN_DEMO_ACCOUNT,
      account_type: "other",
      equity_balance: DEMO.equity,
      description: "Made-up prices, for demonstration.",
    },
    mapping: undefined,
    file: await readUpload(DEMO.file),
  });
  if (result.outcome === "rejected")
    throw new SigmaSightError("DEMO_UNAVAILABLE", result.errors.map(({ message }) => message).join("; "));
  return { portfolio: result.portfolio, created: result.outcome === "created" };
}
