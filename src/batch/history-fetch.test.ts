import { describe, expect, it } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import type { UniverseSymbol } from "#db/stores/universe-store.ts";
import type { ChainResult } from "#providers/chain.ts";
import type { History } from "#providers/provider.ts";
import {
  barsToStore,
  fetchHistory,
  type HistoryTask,
  planHistory,
  type StoredActions,
} from "./history-fetch.ts";

const CALENDAR = createTradingCalendar();
const SESSIONS = CALENDAR.range("2023-01-03", "2026-01-08");
const STORED_TO = "2026-01-06";
const NOTHING: StoredActions = { splits: [], dividends: [] };
/** A session at which it is nobody's turn below to be asked for its whole range. */
const TO = "2026-01-08";

const symbol = (name: string): UniverseSymbol => ({
  symbol: name,
  priceRevision: 1,
  coveredFrom: SESSIONS[0]!,
  coveredTo: STORED_TO,
  closesAreRaw: true,
  profileRevision: 0,
  isDead: false,
  holesDue: false,
  profileDue: false,
  fundamentalsDue: false,
});

const closeOf = (session: string): number => 100 + (SESSIONS.indexOf(session) % 7);

/** The last five stored bars, whose adjusted closes are on a scale of their own. */
const tail = CALENDAR.range("2025-12-30", STORED_TO)
  .toReversed()
  .map((session) => ({ session, close: closeOf(session), adjClose: closeOf(session) / 4 }));

function history(from: string, to: string, actions: Partial<StoredActions> = {}): History {
  const sessions = CALENDAR.range(from, to);
  const close = Float64Array.from(sessions, closeOf);
  const inRange = ({ exDate }: { readonly exDate: string }) => exDate >= from && exDate <= to;
  return {
    kind: "history",
    bars: { sessions, open: null, high: null, low: null, close, adjClose: close, volume: close },
    closesAre: "raw",
    splits: (actions.splits ?? []).filter(inRange),
    dividends: (actions.dividends ?? []).filter(inRange),
    firstAvailable: null,
    lastAvailable: null,
    dropped: { badClose: 0, notSession: 0, duplicate: 0 },
  };
}

const plan = (name: string, stored: StoredActions = NOTHING, to = TO): HistoryTask =>
  planHistory(symbol(name), SESSIONS[0]!, to, undefined, tail, stored, CALENDAR, false)!;

/** Fetches from a vendor with these actions; what it was asked for. */
async function fetchFrom(task: HistoryTask, actions: Partial<StoredActions>) {
  const asked: string[] = [];
  const fetched = await fetchHistory(async ({ from, to }): Promise<ChainResult<History>> => {
    asked.push(from);
    return { outcome: "served", provider: "vendor", value: history(from, to, actions), attempts: [] };
  }, task);
  return { ...fetched, asked };
}

describe("the end of a series", () => {
  it("is asked for from a quarter before it on, so that late actions show", () => {
    expect(plan("BBB")).toMatchObject({ mode: "append", from: "2025-09-28", to: TO });
  });

  it("is appended where the vendor says the same of what is stored", async () => {
    const dividends = [{ exDate: "2025-11-17", amount: 0.5 }];
    const { task, restated, asked } = await fetchFrom(plan("BBB", { ...NOTHING, dividends }), {
      // Rounded after a later split.
      dividends: [
        { exDate: "2025-11-17", amount: 0.500_004 },
        { exDate: "2026-01-08", amount: 0.5 },
      ],
    });
    expect({ mode: task.mode, restated, asked }).toEqual({
      mode: "append",
      restated: false,
      asked: ["2025-09-28"],
    });
  });

  it.each<[string, StoredActions, Partial<StoredActions>]>([
    ["a dividend is new", NOTHING, { dividends: [{ exDate: "2025-11-17", amount: 0.5 }] }],
    ["a split is new", NOTHING, { splits: [{ exDate: "2025-11-17", ratio: 2 }] }],
    ["a dividend is gone", { splits: [], dividends: [{ exDate: "2025-11-17", amount: 0.5 }] }, {}],
    [
      "a dividend has another amount",
      { splits: [], dividends: [{ exDate: "2025-11-17", amount: 0.5 }] },
      { dividends: [{ exDate: "2025-11-17", amount: 0.6 }] },
    ],
    [
      "a dividend has another day",
      { splits: [], dividends: [{ exDate: "2025-11-17", amount: 0.5 }] },
      { dividends: [{ exDate: "2025-11-18", amount: 0.5 }] },
    ],
  ])("is not appended but all fetched again where %s", async (_, stored, given) => {
    const { task, restated, asked } = await fetchFrom(plan("BBB", stored), given);
    expect({ mode: task.mode, restated }).toEqual({ mode: "whole", restated: true });
    expect(asked).toEqual(["2025-09-28", SESSIONS[0]]);
  });

  it("is asked for with the whole range at one session in 21, so that no late action is missed for ever", async () => {
    const from = CALENDAR.ordinal(STORED_TO) + 1;
    const turns = Array.from({ length: 21 }, (_, i) => plan("BBB", NOTHING, CALENDAR.session(from + i)));
    const whole = turns.filter((task) => task.from === SESSIONS[0]);
    expect(whole).toHaveLength(1);
    const old = { dividends: [{ exDate: "2023-05-15", amount: 0.5 }] };
    expect((await fetchFrom(plan("BBB"), old)).restated).toBe(false);
    expect((await fetchFrom({ ...whole[0]!, to: TO }, old)).restated).toBe(true);
  });

  it("spreads those turns over the symbols", () => {
    const names = ["AAPL", "MSFT", "SPY", "TLT", "VUG", "VTV", "MTUM", "QUAL", "USMV", "IWM", "KO", "PEP"];
    const due = names.filter((name) => plan(name).from === SESSIONS[0]);
    expect(due.length).toBeLessThan(4);
  });
});

describe("the bars that are stored", () => {
  it("continue the stored scale of total-return closes", async () => {
    const fetched = await fetchFrom(plan("BBB"), {});
    if (fetched.result.outcome !== "served") return;
    const { sessions, close, adjClose } = barsToStore(fetched, fetched.result.value.bars);
    expect(sessions).toEqual(["2026-01-07", "2026-01-08"]);
    for (const [i, value] of close.entries()) expect(adjClose[i]).toBeCloseTo(value / 4, 12);
  });

  it("of a whole series that agrees are on the stored scale too; of a restated one on the vendor's", async () => {
    const whole = { ...plan("BBB"), mode: "whole", from: SESSIONS[0]! } as const;
    const same = await fetchFrom(whole, {});
    const other = await fetchFrom(whole, { splits: [{ exDate: "2025-11-17", ratio: 2 }] });
    for (const [fetched, scale] of [
      [same, 4],
      [other, 1],
    ] as const) {
      if (fetched.result.outcome !== "served") return;
      const { sessions, close, adjClose } = barsToStore(fetched, fetched.result.value.bars);
      expect(sessions).toHaveLength(SESSIONS.length);
      expect(adjClose[0]! * scale).toBeCloseTo(close[0]!, 12);
    }
  });
});
