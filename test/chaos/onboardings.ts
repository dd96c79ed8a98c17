import { setTimeout as sleep } from "node:timers/promises";
import { commandActor, PROGRAM } from "#app/audit.ts";
import { createPortfolio } from "#app/create-portfolio.ts";
import type { Platform } from "#app/open-platform.ts";
import { isSigmaSightError } from "#core/errors/sigmasight-error.ts";
import { isPassing } from "#engine/unit-errors.ts";
import type { Book } from "./books.ts";

const LOOK_MS = 250;
/** Every third onboarding computes its symbols anew, so that there are long units too. */
const FORCED_EVERY = 3;

/** A book imported into an account of its own, and what became of its run. */
export interface Onboarding {
  readonly book: Book;
  /** Account name; unique. */
  readonly account: string;
  readonly portfolioId: string;
  status: string;
  cancelled: boolean;
}

/** Keeps an onboarding of every book under way; when one ends, the same book is onboarded into a fresh account. */
export interface Onboardings {
  readonly all: readonly Onboarding[];
  cancelSomeRun(random: () => number): Promise<boolean>;
  /** Starts no further ones, and resolves when all have ended. */
  finish(): Promise<void>;
}

/** The database may be away at any moment: tried until it is done. What is tried twice must do it once. */
export async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await sleep(200);
    }
  }
}

export async function makeOwner(platform: Platform): Promise<string> {
  const { rows } = await platform.database.api.query<{ id: string }>(
    "insert into users (name, email) values ('Chaos', 'chaos@localhost') returning id",
  );
  return rows[0]!.id;
}

/** Imports a book; again where the answer to the first request was lost. */
export async function importBook(
  platform: Platform,
  ownerId: string,
  book: Book,
  account: string,
): Promise<string> {
  const created = await persistently(() =>
    createPortfolio(platform, {
      ownerId,
      by: PROGRAM,
      fields: {
        portfolio_name: account,
        account_name: account,
        account_type: "taxable",
        equity_balance: book.equity,
      },
      mapping: undefined,
      file: { bytes: book.csv, name: `${book.name}.csv` },
    }),
  );
  if (created.outcome === "rejected") throw new Error(JSON.stringify(created.errors));
  return created.portfolio.id;
}

export function startOnboardings(platform: Platform, ownerId: string, books: readonly Book[]): Onboardings {
  const all: Onboarding[] = [];
  const active = new Map<string, Onboarding>();
  let starting = true;

  const request = async (onboarding: Onboarding): Promise<string> => {
    const { runId } = await persistently(() =>
      platform.runs.requestRun({
        trigger: "onboarding",
        portfolioId: onboarding.portfolioId,
        force: all.indexOf(onboarding) % FORCED_EVERY === 0,
        triggeredBy: "onboarding:chaos",
      }),
    );
    active.set(runId, onboarding);
    return runId;
  };
  const ending = async (runId: string): Promise<string> => {
    for (;;) {
      await sleep(LOOK_MS);
      const { rows } = await persistently(() =>
        platform.database.api.query<{ status: string }>(
          "select status from batch_run_history where id = $1 and finished_at is not null",
          [runId],
        ),
      );
      if (rows[0] !== undefined) return rows[0].status;
    }
  };
  const lane = async (book: Book) => {
    for (let wave = 1; starting; wave++) {
      const account = `${book.name}, wave ${wave}`;
      const portfolioId = await importBook(platform, ownerId, book, account);
      const onboarding: Onboarding = { book, account, portfolioId, status: "", cancelled: false };
      all.push(onboarding);
      do {
        onboarding.cancelled = false;
        const runId = await request(onboarding);
        onboarding.status = await ending(runId);
        active.delete(runId);
      } while (onboarding.status === "cancelled" && onboarding.cancelled);
    }
  };
  const lanes = Promise.all(books.map(lane));
  return {
    all,
    async cancelSomeRun(random) {
      const runIds = [...active.keys()];
      const runId = runIds[Math.floor(random() * runIds.length)];
      if (runId === undefined) return false;
      active.get(runId)!.cancelled = true;
      try {
        await platform.runs.cancelRun(runId, {
          by: commandActor({ id: ownerId, role: "user" }),
          reason: null,
        });
        return true;
      } catch (error) {
        // The run has just ended, or the database is away and nobody knows whether it took the request.
        if (isSigmaSightError(error, "RUN_NOT_ACTIVE") || isPassing(error)) return false;
        throw error;
      }
    },
    async finish() {
      starting = false;
      await lanes;
    },
  };
}
