import fc from "fast-check";
import { BrokenLaw, type FuzzedParser, type Reading } from "./fuzzed-parser.ts";

export interface FuzzReport {
  readonly name: string;
  readonly inputs: number;
  readonly accepted: number;
  /** Inputs refused, by code; one input may be refused with several. */
  readonly refused: ReadonlyMap<string, number>;
  readonly worstMs: number;
  /** The time that one input in a thousand exceeds. */
  readonly usualMs: number;
  /** The first broken law, with the smallest input found that breaks it; null when all hold. */
  readonly broken: string | null;
}

export interface FuzzOptions {
  readonly inputs: number;
  readonly seed: number;
}

/** How long a smaller input that breaks a law is looked for. */
const SHRINKING_MS = 60_000;

/**
 * Reads so many generated inputs that every law is tried on each: nothing is thrown but what the parser may throw, a
 * second reading gives the same, and none takes too long. The same seed gives the same inputs.
 */
export async function fuzzParser<Input>(
  parser: FuzzedParser<Input>,
  options: FuzzOptions,
): Promise<FuzzReport> {
  const times: number[] = [];
  const refused = new Map<string, number>();
  let accepted = 0;
  let failedAt: number | null = null;
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown) => void rejections.push(reason);
  process.on("unhandledRejection", onRejection);
  const property = fc.asyncProperty(parser.inputs, async (input) => {
    if (failedAt !== null && performance.now() - failedAt > SHRINKING_MS) return;
    const start = now(parser.clock);
    const reading = await attempt(parser, input);
    const ms = now(parser.clock) - start;
    if (failedAt === null) {
      times.push(ms);
      count(reading);
    }
    if (ms > parser.limitMs) fail(`took ${Math.round(ms)} ms`);
    if (rejections.length > 0) fail(`left a rejection unhandled: ${String(rejections.splice(0)[0])}`);
    if (!parser.repeatable) return;
    const again = await attempt(parser, input);
    if (again.digest !== reading.digest) fail("read differently the second time");
  });

  function fail(law: string): never {
    failedAt ??= performance.now();
    throw new BrokenLaw(law);
  }

  async function attempt(one: FuzzedParser<Input>, input: Input): Promise<Reading> {
    try {
      return await one.read(input);
    } catch (error) {
      failedAt ??= performance.now();
      throw error;
    }
  }

  function count({ outcome }: Reading): void {
    if (outcome === "accepted") accepted++;
    else for (const code of new Set(outcome)) refused.set(code, (refused.get(code) ?? 0) + 1);
  }

  try {
    const details = await fc.check(property, { numRuns: options.inputs, seed: options.seed });
    times.sort((a, b) => a - b);
    return {
      name: parser.name,
      inputs: times.length,
      accepted,
      refused,
      worstMs: times.at(-1) ?? 0,
      usualMs: times[Math.floor(times.length * 0.999)] ?? 0,
      broken: details.failed ? describe(details) : null,
    };
  } finally {
    process.off("unhandledRejection", onRejection);
  }
}

/** Milliseconds. */
function now(clock: FuzzedParser["clock"]): number {
  if (clock === "wall") return performance.now();
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

const SHOWN_LENGTH = 2000;

function describe<Input>(details: fc.RunDetails<[Input]>): string {
  const { seed, counterexamplePath, counterexample, errorInstance } = details;
  const error =
    errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : errorInstance;
  const input = fc.stringify(counterexample);
  const shown = input.length > SHOWN_LENGTH ? `${input.slice(0, SHOWN_LENGTH)}… (${input.length})` : input;
  return `seed ${seed}, path ${counterexamplePath}\n${shown}\n${String(error)}`;
}
