/** Preloaded into a process whose system clock is to be wrong by CLOCK_AHEAD_MS; durations stay right, as they do in reality. */
const ahead = Number(process.env.CLOCK_AHEAD_MS);
const RealDate = Date;

class SkewedDate extends RealDate {
  constructor(...given: []) {
    if (given.length === 0) super(SkewedDate.now());
    else super(...given);
  }
  static override now(): number {
    return RealDate.now() + ahead;
  }
}

globalThis.Date = SkewedDate as DateConstructor;
