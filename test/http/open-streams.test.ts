import { afterEach, beforeEach, expect, test } from "vitest";
import type { SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";
import { csvFile, PORTFOLIO_FIELDS, TWO_LOTS } from "./support/portfolio-files.ts";

let world: HttpWorld;
let user: SignedInClient;
let url: string;
beforeEach(async () => {
  world = await createHttpWorld();
  user = await world.signUp("watcher");
  const made = await user.send("/onboarding/create-portfolio", {
    ...PORTFOLIO_FIELDS,
    csv_file: csvFile(TWO_LOTS),
  });
  const id: string = made.body.portfolio_id;
  const run = await user.post(`/portfolios/${id}/calculate`);
  const address = await world.server.listen({ host: "127.0.0.1", port: 0 });
  url = `${address}/api/v1/portfolios/${id}/runs/${run.body.batch_run_id}/events`;
});
afterEach(() => world.close());

/** Opens the run's event stream over a socket and reads its first part. */
async function openStream(signal?: AbortSignal) {
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${user.token}` },
    ...(signal === undefined ? {} : { signal }),
  });
  const reader = response.body!.getReader();
  await reader.read();
  return { response, reader };
}

test("an open stream does not keep the server from closing", async () => {
  const { reader } = await openStream();
  const startedAt = performance.now();
  await world.server.close();
  expect(performance.now() - startedAt).toBeLessThan(3000);
  for (;;) {
    const { done } = await reader.read().catch(() => ({ done: true }));
    if (done) break;
  }
});

test("a client that leaves frees its stream", async () => {
  for (let round = 0; round < 25; round++) {
    const client = new AbortController();
    const { response } = await openStream(client.signal);
    expect(response.status).toBe(200);
    client.abort();
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
});

test("a client that leaves before it is answered leaves no stream behind", async () => {
  for (let round = 0; round < 25; round++) {
    const client = new AbortController();
    const asked = fetch(url, { headers: { authorization: `Bearer ${user.token}` }, signal: client.signal });
    await new Promise((resolve) => setTimeout(resolve, round % 5));
    client.abort();
    await asked.catch(() => undefined);
  }
  await expect.poll(async () => (await openStream()).response.status).toBe(200);
});
