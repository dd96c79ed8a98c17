/**
 * Factor loadings of S symbols over 264 sessions, all models, beside a NumPy and a C program that do the same work
 * on the same numbers in the same run. `node bench/kernels.ts [symbols …]`. A peer whose tools are absent is
 * skipped and said so. The first repeat includes compilation (`cold`), the others are summed up as median, min, max.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { factorReturnsOf } from "#core/factors/factor-returns.ts";
import { FACTOR_PROXIES } from "#core/factors/factor-table.ts";
import { LOADING_OFFSETS, LOADING_WIDTH } from "#core/factors/loading-columns.ts";
import { estimatePlanned, planLoadings } from "#core/factors/symbol-loadings.ts";
import { type Measured, report, summary } from "./report.ts";

const OUTPUTS = 264;
/** The longest window, and 63 sessions back to an anchor. The first session is an anchor's ordinal. */
const SESSIONS = OUTPUTS + 251 + 63;
const FIRST_ORDINAL = 64 * 100;
const REPEATS = 9;
/** The size a goal is set for. */
const GOAL_SYMBOLS = 5_000;
/** Symbols are estimated and handed on in blocks, as the batch does, so that results fit the cache and memory. */
const BLOCK = 256;

interface Measurement {
  readonly name: string;
  readonly seconds: readonly number[];
  /** Sum of the last session's market and joint market betas: all programs must agree on it. */
  readonly checksum: number;
}

function market(symbols: number): Float64Array {
  let state = 42;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const noise = () => (uniform() + uniform() + uniform() + uniform() - 2) * 0.012;
  const common = Float64Array.from({ length: SESSIONS }, noise);
  const rows = FACTOR_PROXIES.length + symbols;
  return Float64Array.from({ length: rows * SESSIONS }, (_, i) => common[i % SESSIONS]! + noise());
}

function ours(data: Float64Array, symbols: number): Measurement {
  const proxyLength = FACTOR_PROXIES.length * SESSIONS;
  const matrix = (names: readonly string[], values: Float64Array) => ({
    symbols: names,
    firstOrdinal: FIRST_ORDINAL,
    sessionCount: SESSIONS,
    values,
  });
  const factors = factorReturnsOf(matrix(FACTOR_PROXIES, data.subarray(0, proxyLength)));
  const names = Array.from({ length: symbols }, (_, i) => `S${i}`);
  const to = FIRST_ORDINAL + SESSIONS - 1;
  const buffer = new Float64Array(Math.min(BLOCK, symbols) * OUTPUTS * LOADING_WIDTH);
  const seconds: number[] = [];
  let checksum = 0;
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const start = performance.now();
    checksum = 0;
    const plan = planLoadings(factors, to - OUTPUTS + 1, to);
    for (let s = 0; s < symbols; s += BLOCK) {
      const block = names.slice(s, s + BLOCK);
      const first = proxyLength + s * SESSIONS;
      const { values } = estimatePlanned(
        matrix(block, data.subarray(first, first + block.length * SESSIONS)),
        plan,
        buffer,
      );
      for (let i = 0; i < block.length; i++) {
        const row = ((i + 1) * OUTPUTS - 1) * LOADING_WIDTH;
        checksum += values[row + LOADING_OFFSETS.market]! + values[row + LOADING_OFFSETS.joint]!;
      }
    }
    seconds.push((performance.now() - start) / 1000);
  }
  return { name: "SigmaSight", seconds, checksum };
}

function peer(name: string, command: string, args: readonly string[]): Measurement {
  const lines = execFileSync(command, args, { encoding: "utf8" }).trim().split("\n");
  const rows = lines.map((line) => line.split(" ").map(Number));
  return { name, seconds: rows.map(([seconds]) => seconds!), checksum: rows.at(-1)![1]! };
}

function isPresent(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Ours and the peers' repeats, compiled code only. Throws where a program computes something else. */
function compared(symbols: number, [own, ...peers]: readonly Measurement[]): readonly Measured[] {
  const what = `${symbols} symbols × ${OUTPUTS} sessions, market, rates, ridge, 4 spreads, joint`;
  const warm = ({ seconds }: Measurement) => seconds.slice(1);
  const milliseconds = (measurement: Measurement) => warm(measurement).map((seconds) => 1000 * seconds);
  for (const { name, checksum } of peers) {
    const difference = Math.abs(checksum / own!.checksum - 1);
    if (!(difference < 1e-9))
      throw new Error(`${name} computes something else: checksum off by ${difference}`);
  }
  const time = (name: string) =>
    summary(milliseconds(peers.find((peer) => peer.name === name)!)).median.toFixed(1);
  const ratio = (name: string) => {
    const peer = peers.find((one) => one.name === name);
    return peer === undefined ? null : warm(peer).map((seconds) => seconds / summary(warm(own!)).median);
  };
  const [numPy, c] = [ratio("NumPy"), ratio("C -O3")?.map((value) => 1 / value) ?? null];
  const isGoal = symbols === GOAL_SYMBOLS;
  return [
    { goal: isGoal ? "P1" : null, what, unit: "ms", values: milliseconds(own!) },
    ...(numPy === null
      ? []
      : [
          {
            goal: isGoal ? "P1" : null,
            what: "– NumPy to ours",
            unit: "×" as const,
            values: numPy,
            ...(isGoal ? { atLeast: 3 } : {}),
            beside: `NumPy ${time("NumPy")} ms`,
          },
        ]),
    ...(c === null
      ? []
      : [
          {
            goal: isGoal ? "P1" : null,
            what: "– ours to C",
            unit: "×" as const,
            values: c,
            ...(isGoal ? { atMost: 3 } : {}),
            beside: `C ${time("C -O3")} ms`,
          },
        ]),
  ];
}

function main(): void {
  const sizes = process.argv.slice(2).map(Number);
  const folder = mkdtempSync(path.join(tmpdir(), "sigmasight-bench-"));
  const peers = path.join(import.meta.dirname, "peers");
  const program = path.join(folder, "kernels");
  const compile = ["-O3", "-march=native", "-o", program, path.join(peers, "kernels.c"), "-lm"];
  const hasC = isPresent("cc", compile);
  const hasNumPy = isPresent("python3", ["-c", "import numpy"]);
  if (!hasC) console.log("C peer skipped: no working `cc`");
  if (!hasNumPy) console.log("NumPy peer skipped: python3 with numpy is not there");
  const measured: Measured[] = [];
  try {
    for (const symbols of sizes.length > 0 ? sizes : [25, 500, GOAL_SYMBOLS]) {
      const data = market(symbols);
      const file = path.join(folder, "returns.bin");
      writeFileSync(file, data);
      const args = [file, `${symbols}`, `${SESSIONS}`, `${OUTPUTS}`, `${REPEATS}`];
      const measurements = [ours(data, symbols)];
      if (hasC) measurements.push(peer("C -O3", program, args));
      if (hasNumPy) measurements.push(peer("NumPy", "python3", [path.join(peers, "kernels.py"), ...args]));
      measured.push(...compared(symbols, measurements));
    }
    report("kernels", measured);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main();
