import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { startBenchServer } from "./bench-server.ts";

const POSITIONS = readFileSync(path.join(import.meta.dirname, "../demo/balanced-13.csv"));
/** From one upload's end to the next one. */
const PAUSE_MS = 2_000;

/** Seconds from the request to calculate a portfolio to the start of its first unit, and to its completion. */
export interface UploadFigures {
  readonly started: number;
  readonly completed: number;
}

export interface Uploads {
  /** Lets the last one end and gives what came of all. */
  stop(): Promise<readonly UploadFigures[]>;
}

/** Starts `sigmasight serve` and a person who uploads a year of thirteen funds every few seconds and has it calculated. */
export async function startUploads(url: string, clock: string): Promise<Uploads> {
  const server = await startBenchServer(url, clock);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const figures: UploadFigures[] = [];
  let isUploading = true;
  const uploading = (async () => {
    for (let number = 1; isUploading; number++) {
      const { portfolio_id: id } = await answer<{ portfolio_id: string }>(
        await server.ask("/onboarding/create-portfolio", { method: "POST", body: form(number) }),
      );
      const { batch_run_id: runId } = await answer<{ batch_run_id: string }>(
        await server.ask(`/portfolios/${id}/calculate`, { method: "POST" }),
      );
      figures.push(await ended(client, runId));
      await sleep(PAUSE_MS);
    }
  })();
  return {
    async stop() {
      isUploading = false;
      await uploading;
      await client.end();
      await server.stop();
      return figures;
    },
  };
}

function form(number: number): FormData {
  const fields = new FormData();
  fields.set("portfolio_name", `Upload ${number}`);
  fields.set("account_name", `upload ${number}`);
  fields.set("account_type", "taxable");
  fields.set("equity_balance", "5000000");
  fields.set("csv_file", new File([POSITIONS], "balanced-13.csv", { type: "text/csv" }));
  return fields;
}

async function answer<Body>(response: Response): Promise<Body> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Body;
}

async function ended(client: pg.Client, runId: string): Promise<UploadFigures> {
  for (;;) {
    const { rows } = await client.query<UploadFigures & { status: string }>(
      `select r.status, extract(epoch from r.finished_at - r.requested_at)::float8 as completed,
         extract(epoch from (select min(started_at) from batch_units where run_id = r.id) - r.requested_at)::float8 as started
       from batch_run_history r where id = $1 and finished_at is not null`,
      [runId],
    );
    const [run] = rows;
    if (run === undefined) {
      await sleep(50);
      continue;
    }
    if (run.status !== "completed") throw new Error(`an upload's run ended as ${run.status}`);
    return { started: run.started, completed: run.completed };
  }
}
