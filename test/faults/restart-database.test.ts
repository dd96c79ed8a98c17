import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { startEmbeddedPostgres } from "#db/embedded/start-embedded-postgres.ts";
import { hasBalanced13, until } from "#test/support/platform.ts";
import { differences, type TableDump } from "#test/support/table-dump.ts";
import { testLog } from "#test/support/test-log.ts";
import {
  createOnboardingWorld,
  type OnboardingWorld,
  undisturbedOnboarding,
} from "./support/onboarding-world.ts";
import { PATIENCE_MS } from "./support/patience.ts";

/** What happens to the server of this process id, and what its supervisor makes good. */
const ENDS: Readonly<Record<string, (postmaster: number, world: OnboardingWorld) => Promise<void>>> = {
  "shut down fast": async (postmaster) => void process.kill(postmaster, "SIGINT"),
  "shut down at once, without a checkpoint": async (postmaster) => void process.kill(postmaster, "SIGQUIT"),
  "killed with kill -9": async (postmaster) => void process.kill(postmaster, "SIGKILL"),
  "crashed by one of its processes": async (_, { platform }) => {
    const [backend] = await platform.rows<{ pid: number }>(
      "select pid from pg_stat_activity where application_name = 'sigmasight batch' limit 1",
    );
    process.kill(backend!.pid, "SIGKILL");
  },
};

describe.skipIf(!hasBalanced13)(
  "PostgreSQL, during an onboarding (needs balanced-13.csv),",
  { timeout: PATIENCE_MS },
  () => {
    let undisturbed: TableDump;
    beforeAll(async () => {
      undisturbed = (await undisturbedOnboarding()).dump;
    }, PATIENCE_MS);

    it.concurrent.each(Object.keys(ENDS))(
      "%s, makes the units that were running start again, and every table equals an undisturbed run's",
      async (kind) => {
        const homeDir = mkdtempSync(path.join(os.tmpdir(), "sigmasight-restart-"));
        chmodSync(homeDir, 0o711); // as root the server runs as another user
        const server = await startEmbeddedPostgres({ homeDir, log: testLog() });
        const world = await createOnboardingWorld(server);
        try {
          await world.worker();
          await until("a unit is running", async () => {
            const rows = await world.platform.rows(
              "select 1 from batch_units where status = 'running' and phase = 'symbol-factors'",
            );
            return rows.length > 0;
          });
          const pidFile = readFileSync(path.join(homeDir, "postgres/data/postmaster.pid"), "utf8");
          await ENDS[kind]!(Number(pidFile.split("\n")[0]), world);
          const seen = new Set<string>();
          await until("the database is back and the run has ended", async () => {
            const report = await world.platform.runs.runStatus(world.runId).catch(() => null); // it is away
            if (report !== null) seen.add(report.status);
            return report?.finishedAt ?? null;
          });
          expect([...seen].filter((status) => status !== "running")).toEqual(["completed"]);
          expect(differences(await world.dump(), undisturbed)).toEqual([]);
          await world.expectNothingLeft();
        } finally {
          await world.close();
          await server.stop();
          rmSync(homeDir, { recursive: true, force: true });
        }
      },
    );
  },
);
