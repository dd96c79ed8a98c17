import { appendFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";

/** Where the lines of the proof table are gathered; see `scripts/write-proof.ts`. */
const PROOF_DIR = process.env.SIGMASIGHT_PROOF_DIR;

export interface Comparison {
  /** What was compared, in the words of `docs/methods`. */
  readonly quantity: string;
  /** Who made the answers: a tool with its version, or how they were worked out. */
  readonly reference: string;
  readonly kind: "relative" | "absolute";
  readonly tolerance: number;
}

/**
 * Gathers the largest difference between a quantity and its independent answers. `end` fails where nothing was
 * compared or the largest difference exceeds the tolerance.
 */
export function compareWith({ quantity, reference, kind, tolerance }: Comparison) {
  let worst = 0;
  let count = 0;
  return {
    /** `floor`: below this size of the answer a relative difference is measured against the floor. */
    add(actual: number, expected: number, floor = 0): void {
      count++;
      const difference =
        kind === "absolute"
          ? Math.abs(actual - expected)
          : Math.abs(actual - expected) / Math.max(Math.abs(expected), floor, Number.MIN_VALUE);
      // NaN on one side only is as wrong as can be; on both sides it is agreement.
      const wrong = Number.isNaN(actual) !== Number.isNaN(expected);
      if (wrong) worst = Number.POSITIVE_INFINITY;
      else if (actual !== expected && !Number.isNaN(difference)) worst = Math.max(worst, difference);
    },
    end(): void {
      expect(count, `${quantity}: nothing was compared`).toBeGreaterThan(0);
      if (PROOF_DIR !== undefined) {
        const line = JSON.stringify({ quantity, reference, kind, tolerance, worst, count });
        appendFileSync(path.join(PROOF_DIR, "comparisons.jsonl"), `${line}\n`);
      }
      expect(worst, `${quantity}: worst ${kind} difference over ${count}`).toBeLessThanOrEqual(tolerance);
    },
  };
}
