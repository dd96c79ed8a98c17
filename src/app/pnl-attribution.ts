import { loadAsOf } from "#batch/load-as-of.ts";
import type { PlainDate } from "#core/dates/plain-date.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { attributePnl, type PnlAttribution } from "#core/pipeline/pnl-attribution.ts";
import { findSnapshot } from "#db/stores/analytics-store.ts";
import { readScope } from "#db/stores/portfolio-facts-store.ts";
import type { ApiContext } from "./api-context.ts";

/** Sessions attributed at once, at most. */
export const ATTRIBUTION_SESSIONS = 260;

/**
 * Where the P&L of each session from `from` to `to` came from; the last 21 by default. Null where nothing was computed
 * then. Throws VALIDATION for a range longer than {@link ATTRIBUTION_SESSIONS}.
 */
export async function readPnlAttribution(
  { database, calendar }: Pick<ApiContext, "database" | "calendar">,
  portfolioId: string,
  from: PlainDate | null,
  to: PlainDate | null,
): Promise<{ readonly asOf: PlainDate; readonly sessions: readonly PnlAttribution[] } | null> {
  const last = (await findSnapshot(database.api.db, portfolioId, to))?.asOf;
  if (last === undefined) return null;
  if (from !== null && from > last) return { asOf: last, sessions: [] };
  const [scope] = await readScope(database.api.db, [portfolioId]);
  if (scope === undefined) return null;
  const toOrdinal = calendar.ordinal(last);
  const fromOrdinal =
    from === null
      ? toOrdinal - 20
      : calendar.ordinalOnOrAfter(from < scope.firstEntry ? scope.firstEntry : from);
  const count = toOrdinal - fromOrdinal + 1;
  if (count > ATTRIBUTION_SESSIONS)
    throw new SigmaSightError(
      "VALIDATION",
      `${count} sessions were asked for; at most ${ATTRIBUTION_SESSIONS} are attributed at once`,
      { hint: "Ask for a shorter range." },
    );
  const loaded = await loadAsOf(database, calendar, portfolioId, last, {
    from: calendar.session(fromOrdinal - 1),
  });
  if (loaded === null) return null;
  const { valuation, risk } = loaded;
  return { asOf: last, sessions: attributePnl(valuation, risk, calendar, fromOrdinal, toOrdinal) };
}
