import { afterAll, beforeAll, expect, test } from "vitest";
import type { SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";
import { csvFile, HEADER, PORTFOLIO_FIELDS } from "./support/portfolio-files.ts";

let world: HttpWorld;
let admin: SignedInClient;
beforeAll(async () => {
  world = await createHttpWorld({ worker: true, requestsPerMinute: 100_000 });
  admin = await world.signUp("reader", "admin");
});
afterAll(() => world.close());

/** Every path that reads, as the document lists them, but the stream that lasts as long as the run. */
async function readPaths(portfolioId: string, runId: string): Promise<readonly string[]> {
  const document: { paths?: Readonly<Record<string, object | undefined>> } = world.server.swagger();
  return Object.entries(document.paths ?? {})
    .filter(([path, methods]) => methods !== undefined && "get" in methods && !path.endsWith("/events"))
    .map(([path]) =>
      path
        .replace("/api/v1", "")
        .replaceAll(/\{(\w+)\}/g, (_, name: string) =>
          name === "batch_run_id" || path.includes("/admin/") ? runId : portfolioId,
        ),
    );
}

test("reads answer while a run is under way", { timeout: 120_000 }, async () => {
  const made = await admin.send("/onboarding/create-portfolio", {
    ...PORTFOLIO_FIELDS,
    csv_file: csvFile(`${HEADER}\nAAPL,10,100.10,2024-01-08\nMSFT,-5,20,2024-01-09\n`),
  });
  const id: string = made.body.portfolio_id;
  const runId: string = (await admin.post(`/portfolios/${id}/calculate`)).body.batch_run_id;
  const paths = await readPaths(id, runId);
  expect(paths.length).toBeGreaterThan(25);
  const failed: string[] = [];
  const states: string[] = [];
  const state = async () => (await admin.get(`/portfolios/${id}/batch-status/${runId}`)).body.status;
  for (let now = await state(); now === "queued" || now === "running"; now = await state()) {
    states.push(now);
    const answers = await Promise.all(paths.map((path) => admin.get(path)));
    for (const [index, { status }] of answers.entries())
      if (status >= 500 || status === 429) failed.push(`${paths[index]}: ${status}`);
  }
  expect(failed).toEqual([]);
  expect(states).toContain("running");
  expect(await state()).toBe("completed");
});
