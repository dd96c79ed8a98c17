import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { hasBalanced13, until } from "#test/support/platform.ts";
import { differences, type TableDump } from "#test/support/table-dump.ts";
import {
  createOnboardingWorld,
  type OnboardingWorld,
  undisturbedOnboarding,
} from "./support/onboarding-world.ts";
import { PATIENCE_MS } from "./support/patience.ts";

const DAY_MS = 86_400_000;

/** Every message of the engine is sent a second time in the same transaction. */
const TWICE = `
  create function send_again() returns trigger language plpgsql as $$
  begin
    insert into pgboss.job (name, data, priority, retry_limit, retry_delay, retry_backoff, retry_delay_max,
      heartbeat_seconds, expire_seconds, deletion_seconds, keep_until)
    values (new.name, new.data, new.priority, new.retry_limit, new.retry_delay, new.retry_backoff, new.retry_delay_max,
      new.heartbeat_seconds, new.expire_seconds, new.deletion_seconds, new.keep_until);
    return null;
  end $$;
  create trigger send_again after insert on pgboss.job for each row
    when (pg_trigger_depth() = 0 and new.name like 'sigmasight-%' and new.state = 'created')
    execute function send_again();`;

describe.skipIf(!hasBalanced13)("an onboarding (needs balanced-13.csv)", { timeout: PATIENCE_MS }, () => {
  let undisturbed: TableDump;
  beforeAll(async () => {
    undisturbed = (await undisturbedOnboarding()).dump;
  }, PATIENCE_MS);

  const expectUndisturbed = async (world: OnboardingWorld) => {
    expect(await world.ended()).toMatchObject({ status: "completed", percentComplete: 100 });
    expect(differences(await world.dump(), undisturbed)).toEqual([]);
    await world.expectNothingLeft();
  };

  it.concurrent("whose every message is delivered twice, to two workers, does everything once", async () => {
    const world = await createOnboardingWorld();
    try {
      await world.platform.rows(TWICE);
      const { runId } = await world.platform.runs.requestRun({
        trigger: "admin",
        portfolioId: world.portfolioId,
        triggeredBy: "admin:test",
      });
      expect(runId).toBe(world.runId);
      await Promise.all([world.worker(), world.worker()]);
      await world.ended();
      const twice = await world.platform.rows<{ sent: number; units: number }>(
        `select count(*)::int as sent, (select count(*)::int from batch_units) as units
         from pgboss.job where name = 'sigmasight-unit'`,
      );
      expect(twice[0]!.sent).toBe(2 * twice[0]!.units);
      expect(
        await world.platform.rows("select phase, unit, status from batch_units where status <> 'completed'"),
      ).toEqual([]);
      await expectUndisturbed(world);
    } finally {
      await world.close();
    }
  });

  it.concurrent("by workers whose clocks are days apart takes no live one for dead", async () => {
    const world = await createOnboardingWorld();
    try {
      await Promise.all([
        world.worker({ clockAheadMs: 3 * DAY_MS, concurrency: 1 }),
        world.worker({ clockAheadMs: -3 * DAY_MS, concurrency: 1 }),
      ]);
      expect((await world.platform.ended(world.runId)).status).toBe("completed");
      expect(
        await world.platform.rows("select phase, unit, attempts from batch_units where attempts > 1"),
      ).toEqual([]);
      await expectUndisturbed(world);
    } finally {
      await world.close();
    }
  });
});

describe.skipIf(!hasBalanced13)(
  "schedulers in several processes (needs balanced-13.csv)",
  { timeout: PATIENCE_MS },
  () => {
    it("request one nightly run a session, also where one of them is a session ahead", async () => {
      const world = await createOnboardingWorld();
      try {
        await world.worker();
        expect((await world.platform.ended(world.runId)).status).toBe("completed");
        const nightly = { nightlyLagMinutes: 30, concurrency: 1 };
        await Promise.all([
          world.worker({ ...nightly, clock: "2026-01-09T22:30:00Z" }),
          world.worker({ ...nightly, clock: "2026-01-09T22:30:00Z" }),
        ]);
        const runs = () =>
          world.platform.rows<{ to: string; status: string }>(
            `select to_session as "to", status from batch_run_history where trigger = 'nightly' order by to_session`,
          );
        const oneCompleted = async () => (await runs()).some(({ status }) => status === "completed");
        await until("the nightly run has ended", oneCompleted);
        await sleep(5_000); // two rounds of each scheduler
        expect(await runs()).toEqual([{ to: "2026-01-09", status: "completed" }]);
        await world.worker({ ...nightly, clock: "2026-01-12T22:30:00Z" });
        await until("the next one has ended", async () => {
          const rows = await runs();
          return rows.length > 1 && rows.every(({ status }) => status === "completed");
        });
        await sleep(5_000);
        expect((await runs()).map(({ to }) => to)).toEqual(["2026-01-09", "2026-01-12"]);
        await world.expectNothingLeft();
      } finally {
        await world.close();
      }
    });
  },
);
