import { weightedSum } from "#core/risk/weighted-rows.ts";

/**
 * Machines that share their processors are fast at one moment and half as fast at the next, and so is everything that is
 * measured on them. This times the same piece of arithmetic again and again while something is measured.
 */
export interface SpeedWatch {
  /** Microseconds of a processor that the piece took, on the mean of the looks since the last call. */
  take(): number;
  stop(): void;
}

const LOOK_MS = 500;
const ROUNDS = 100;
/** 30 rows of 567 columns, as a year's tail risk sums them for each session. */
const [ROWS, COLUMNS, WINDOW] = [30, 1_100, 567] as const;

export function watchSpeed(): SpeedWatch {
  let looks: number[] = [];
  for (let warmUp = 0; warmUp < 50; warmUp++) look();
  const timer = setInterval(() => looks.push(look()), LOOK_MS);
  return {
    take() {
      const taken = looks.length > 0 ? looks : [look()];
      looks = [];
      return taken.reduce((sum, value) => sum + value, 0) / taken.length;
    },
    stop: () => clearInterval(timer),
  };
}

const values = Float64Array.from({ length: ROWS * COLUMNS }, (_, i) => Math.sin(i));
const rows = {
  weights: Float64Array.from({ length: ROWS }, (_, i) => Math.cos(i)),
  offsets: Int32Array.from({ length: ROWS }, (_, i) => i * COLUMNS),
};
const target = new Float64Array(WINDOW);

function look(): number {
  const start = busyMicroseconds();
  for (let round = 0; round < ROUNDS; round++) weightedSum(rows, values, WINDOW + round, WINDOW, target);
  return (busyMicroseconds() - start) / ROUNDS;
}

function busyMicroseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}
