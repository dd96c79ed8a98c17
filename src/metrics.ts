import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Seconds of what should take milliseconds, of a unit of work, and of a wait for a worker. */
const QUICK = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const WORK = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];
const ROWS = [0, 10, 100, 1000, 10_000, 100_000, 1_000_000];

interface Definition {
  readonly kind: "counter" | "histogram" | "gauge";
  readonly labels: readonly string[];
  readonly help: string;
  readonly buckets?: readonly number[];
}

/**
 * Every metric of its own that the program shows, beside those of the process (`process_…`, `nodejs_…`). No label names a
 * user or a portfolio. Gauges marked "installation" are read from the database when asked for and are the same from every
 * server; all else is of the one process that answers.
 */
export const METRICS = {
  sigmasight_http_request_seconds: {
    kind: "histogram",
    labels: ["method", "route", "status"],
    help: "Requests by route pattern, until the answer was out.",
    buckets: QUICK,
  },
  sigmasight_pool_wait_seconds: {
    kind: "histogram",
    labels: ["pool"],
    help: "Waits for a database connection, those that ended without one included.",
    buckets: [0.001, ...QUICK, 30, 120],
  },
  sigmasight_pool_timeouts_total: {
    kind: "counter",
    labels: ["pool"],
    help: "Waits for a database connection that ended without one.",
  },
  sigmasight_pool_size: { kind: "gauge", labels: ["pool"], help: "Most connections the pool may open." },
  sigmasight_pool_open: { kind: "gauge", labels: ["pool"], help: "Open connections." },
  sigmasight_pool_in_use: { kind: "gauge", labels: ["pool"], help: "Connections in use." },
  sigmasight_pool_waiting: { kind: "gauge", labels: ["pool"], help: "Waiting for a connection now." },
  sigmasight_pool_longest_hold_seconds: {
    kind: "gauge",
    labels: ["pool"],
    help: "How long the connection longest in use has been held.",
  },
  sigmasight_slow_statements_total: {
    kind: "counter",
    labels: ["pool"],
    help: "Statements slower than SIGMASIGHT_SLOW_STATEMENT_MS; the log has each.",
  },
  sigmasight_unit_seconds: {
    kind: "histogram",
    labels: ["phase", "outcome"],
    help: "Units this worker took up, from claim to commit: completed, partial, failed, split, retried, stopped.",
    buckets: WORK,
  },
  sigmasight_unit_rows: {
    kind: "histogram",
    labels: ["phase"],
    help: "Rows a unit stored.",
    buckets: ROWS,
  },
  sigmasight_queue_latency_seconds: {
    kind: "histogram",
    labels: ["phase"],
    help: "From the planning of a unit's phase until a worker first took the unit up.",
    buckets: [...QUICK, 30, 60, 300, 1800],
  },
  sigmasight_provider_call_seconds: {
    kind: "histogram",
    labels: ["provider", "outcome"],
    help: "Calls of market data providers: served, unknownSymbol, noData, or the code of the failure.",
    buckets: QUICK,
  },
  sigmasight_provider_open: {
    kind: "gauge",
    labels: ["provider"],
    help: "1 while this process asks the provider nothing because it failed again and again; 0 while it asks.",
  },
  sigmasight_state_read: {
    kind: "gauge",
    labels: [],
    help: "1 where the installation's gauges could be read; 0 where not, and then they are absent.",
  },
  sigmasight_build_info: { kind: "gauge", labels: ["version", "node"], help: "1." },
  sigmasight_runs_active: { kind: "gauge", labels: ["status"], help: "Installation: active runs." },
  sigmasight_runs_ended_last_day: {
    kind: "gauge",
    labels: ["trigger", "status"],
    help: "Installation: runs that ended in the last 24 hours.",
  },
  sigmasight_run_quiet_seconds: {
    kind: "gauge",
    labels: [],
    help: "Installation: longest time since an active run made progress; 0 without one.",
  },
  sigmasight_nightly_success_timestamp_seconds: {
    kind: "gauge",
    labels: [],
    help: "Installation: when a nightly run last ended completed or partial; absent before the first.",
  },
  sigmasight_phase_last_seconds: {
    kind: "gauge",
    labels: ["phase"],
    help: "Installation: how long the phase took when it last ended.",
  },
  sigmasight_phase_last_rows: {
    kind: "gauge",
    labels: ["phase"],
    help: "Installation: rows the phase stored when it last ended.",
  },
  sigmasight_queue_waiting: { kind: "gauge", labels: [], help: "Installation: messages that wait." },
  sigmasight_queue_active: { kind: "gauge", labels: [], help: "Installation: messages in hand." },
  sigmasight_queue_oldest_seconds: {
    kind: "gauge",
    labels: [],
    help: "Installation: age of the message that waits longest; 0 without one.",
  },
  sigmasight_workers_alive: { kind: "gauge", labels: [], help: "Installation: workers heard of lately." },
  sigmasight_portfolios: {
    kind: "gauge",
    labels: ["state"],
    help: "Installation: portfolios whose results reach the last completed session (current), end before it (behind), or are not there (none).",
  },
  sigmasight_portfolio_sessions_behind: {
    kind: "gauge",
    labels: [],
    help: "Installation: sessions that the results of the portfolio furthest behind lack.",
  },
  sigmasight_symbols: {
    kind: "gauge",
    labels: ["state"],
    help: "Installation: symbols whose prices reach the last completed session (current), end before it (behind), never came (none), or that no provider knows (dead).",
  },
  sigmasight_database_skew_seconds: {
    kind: "gauge",
    labels: [],
    help: "The database's clock less this process's.",
  },
} as const satisfies Readonly<Record<string, Definition>>;

type Table = typeof METRICS;
type NameOf<Kind> = {
  [Name in keyof Table]: Table[Name]["kind"] extends Kind ? Name : never;
}[keyof Table];
type LabelsOf<Name extends keyof Table> = Readonly<Record<Table[Name]["labels"][number], string>>;

/** One value of a gauge. */
export type GaugeFigure = {
  [Name in NameOf<"gauge">]: {
    readonly name: Name;
    readonly labels: LabelsOf<Name>;
    readonly value: number;
  };
}[NameOf<"gauge">];

/** The metrics of one process. */
export interface Metrics {
  readonly contentType: string;
  count<Name extends NameOf<"counter">>(name: Name, labels: LabelsOf<Name>): void;
  observe<Name extends NameOf<"histogram">>(name: Name, labels: LabelsOf<Name>, value: number): void;
  /** All gauges as they stand now, in the text format of Prometheus, with everything counted so far. */
  text(figures: readonly GaugeFigure[]): Promise<string>;
}

/** `ofProcess`: also memory, processor time, event loop and garbage collection of the process. */
export function createMetrics(options: { readonly ofProcess: boolean }): Metrics {
  const register = new Registry();
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  const gauges = new Map<string, Gauge>();
  for (const [name, definition] of Object.entries(METRICS) as [string, Definition][]) {
    const { kind, help, buckets = [] } = definition;
    const labelNames = [...definition.labels];
    const settings = { name, help, labelNames, registers: [register] };
    if (kind === "counter") counters.set(name, new Counter(settings));
    else if (kind === "gauge") gauges.set(name, new Gauge(settings));
    else histograms.set(name, new Histogram({ ...settings, buckets: [...buckets] }));
  }
  if (options.ofProcess) collectDefaultMetrics({ register });
  return {
    contentType: register.contentType,
    count: (name, labels) => counters.get(name)?.inc({ ...labels }),
    observe: (name, labels, value) => histograms.get(name)?.observe({ ...labels }, value),
    async text(figures) {
      // No await before the values are read: two who ask at once must not mix theirs.
      for (const [name, gauge] of gauges) {
        gauge.reset();
        // A reset gauge without labels would be 0, which is not "absent".
        if (METRICS[name as keyof Table].labels.length === 0) gauge.remove();
      }
      for (const { name, labels, value } of figures) gauges.get(name)?.set({ ...labels }, value);
      return await register.metrics();
    },
  };
}
