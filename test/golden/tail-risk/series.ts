/** The series of `make_answers.py`, made by the same generator and the same float64 operations. */
export function series(seed: number, length: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length }, (_, t) => {
    let total = 0;
    for (let i = 0; i < 4; i++) {
      state = (state * 16_807) % 2_147_483_647;
      total += state / 2_147_483_647;
    }
    const phase = ((t * 37) % 101) / 101;
    return (total - 2) * 0.02 * (0.3 + 1.5 * phase * phase) + 0.0002;
  });
}

/** Every `every`th element missing, from `offset` on. */
export function withGaps(values: Float64Array, every: number, offset: number): Float64Array {
  return values.map((value, i) => (i >= offset && (i - offset) % every === 0 ? Number.NaN : value));
}

const FULL = series(4_711, 567);

/** Pro-forma returns whose tail risk is known. */
export const TAIL_CASES = {
  full: FULL,
  gapsInWindowAndSeed: withGaps(FULL, 7, 3),
  noSeed: series(4_711, 504),
  shortSeed: series(99, 530),
  barelyEnough: series(7, 252),
  tooFew: series(7, 251),
  gapsLeaveTooFew: withGaps(withGaps(series(31, 567), 2, 1), 9, 4),
} as const;

export type TailCase = keyof typeof TAIL_CASES;
