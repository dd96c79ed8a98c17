import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#db/embedded/start-embedded-postgres.ts";
import { hasBalanced13, until } from "#test/support/platform.ts";
import { differences, type TableDump } from "#test/support/table-dump.ts";
import { testLog } from "#test/support/test-log.ts";
import { createOnboardingWorld, undisturbedOnboarding } from "./support/onboarding-world.ts";

describe.skipIf(!hasBalanced13)(
  "a restart of PostgreSQL during an onboarding (needs balanced-13.csv)",
  () => {
    let homeDir: string;
    let server: EmbeddedPostgres;
    let undisturbed: TableDump;

    beforeAll(async () => {
      undisturbed = (await undisturbedOnboarding()).dump;
      homeDir = mkdtempSync(path.join(os.tmpdir(), "sigmasight-restart-"));
      chmodSync(homeDir, 0o711); // as root the server runs as another user
      server = await startEmbeddedPostgres({ homeDir, log: testLog() });
    });

    afterAll(async () => {
      await server.stop();
      rmSync(homeDir, { recursive: true, force: true });
    });

    it("makes the units that were running start again, and every table equals an undisturbed run's", async () => {
      const world = await createOnboardingWorld(server);
      try {
        await world.worker();
        await until("a unit is running", async () => {
          const rows = await world.platform.rows(
            "select 1 from batch_units where status = 'running' and phase = 'symbol-factors'",
          );
          return rows.length > 0;
        });
        const pid = Number(
          readFileSync(path.join(homeDir, "postgres/data/postmaster.pid"), "utf8").split("\n")[0],
        );
        process.kill(pid, "SIGINT"); // a fast shutdown; the supervisor starts it again on the same port
        await until(
          "the database is back and the run has ended",
          () =>
            world.platform.runs.runStatus(world.runId).then(
              (report) => report?.finishedAt ?? null,
              () => null, // it is away
            ),
          60_000,
        );
        expect(await world.platform.runs.runStatus(world.runId)).toMatchObject({ status: "completed" });
        expect(differences(await world.dump(), undisturbed)).toEqual([]);
      } finally {
        await world.close();
      }
    });
  },
);
