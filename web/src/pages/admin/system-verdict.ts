import type { Answer } from "@/api/api-query.ts";
import type { Problem, Verdict } from "@/components/verdict-notice.tsx";
import { count, formatDuration } from "@/lib/format.ts";

export type Health = Answer<"/api/v1/admin/system/health">;

/** A queue is slow where something has waited this long, in seconds. */
const LONG_WAIT_SECONDS = 120;
const CLOCK_SKEW_SECONDS = 2;
/** What is due by the schedule may take a while to be begun. */
const OVERDUE_MS = 30 * 60_000;

/** How the installation does, in a sentence, and what is wrong with it. */
export function systemVerdict(health: Health): Verdict {
  const problems = [
    ...databaseProblems(health),
    ...workProblems(health),
    ...providerProblems(health),
    ...scheduleProblems(health),
    ...dataProblems(health),
  ].sort((a, b) => (a.level === b.level ? 0 : a.level === "bad" ? -1 : 1));
  const worst = problems[0]?.level ?? "good";
  const title =
    worst === "good"
      ? "Everything works."
      : worst === "bad"
        ? `Something is broken: ${count(problems.length, "problem")}.`
        : `It works, with ${count(problems.length, "thing")} to look at.`;
  return { level: worst, title, problems };
}

function* databaseProblems({ database }: Health): Generator<Problem> {
  const { pools, pending_migrations: pending, long_transactions: long } = database;
  if (pending.length > 0)
    yield {
      level: "bad",
      text: `${count(pending.length, "migration")} not applied: run sigmasight migrate.`,
    };
  for (const { name, waiting, timeouts } of pools) {
    if (waiting > 0)
      yield {
        level: "warning",
        text: `${count(waiting, "request")} waiting for a connection of the ${name} pool.`,
      };
    if (timeouts > 0)
      yield {
        level: "warning",
        text: `The ${name} pool had ${count(timeouts, "time-out")} since the start.`,
      };
  }
  if (long.length > 0)
    yield { level: "warning", text: `${count(long.length, "transaction")} open for long.` };
}

function* workProblems({ workers_alive: alive, queue }: Health): Generator<Problem> {
  const { waiting, oldest_waiting_seconds: oldest } = queue;
  if (alive === 0)
    yield waiting > 0
      ? { level: "bad", text: `No worker is alive, and ${count(waiting, "unit")} of work waiting.` }
      : { level: "warning", text: "No worker is alive: a run would wait." };
  else if (oldest !== null && oldest > LONG_WAIT_SECONDS)
    yield { level: "warning", text: `The oldest work has been waiting for ${formatDuration(oldest)}.` };
}

function* providerProblems({ providers }: Health): Generator<Problem> {
  for (const { provider, circuit, failed_at: failed, answered_at: answered } of providers)
    if (circuit !== null && circuit.state !== "closed")
      yield { level: "warning", text: `${provider} does not answer; it is left alone for now.` };
    else if (failed !== null && (answered === null || failed > answered))
      yield { level: "warning", text: `${provider} failed when it was last asked.` };
}

function* scheduleProblems({ schedule, clock }: Health): Generator<Problem> {
  if (Math.abs(clock.database_skew_seconds) > CLOCK_SKEW_SECONDS)
    yield { level: "warning", text: "The clocks of the database and of this program differ." };
  for (const { name, next_at: next } of schedule) {
    const now = Date.parse(name === "nightly" ? clock.business_now : clock.system_now);
    if (next !== null && now - Date.parse(next) > OVERDUE_MS)
      yield { level: "warning", text: `The ${name === "nightly" ? "nightly run" : "retention"} is overdue.` };
  }
}

function* dataProblems({ data }: Health): Generator<Problem> {
  const {
    oldest_snapshot: oldest,
    last_completed_session: last,
    portfolios_without_snapshot: without,
  } = data;
  if (without > 0) yield { level: "warning", text: `${count(without, "portfolio")} without results.` };
  if (oldest !== null && oldest < last)
    yield { level: "warning", text: "Some results end before the last completed session." };
}
