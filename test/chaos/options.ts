import { parseArgs } from "node:util";
import { FAULT_KINDS, type FaultKind } from "./faults.ts";

export interface ChaosOptions {
  readonly minutes: number;
  /** Onboardings under way at any time. */
  readonly portfolios: number;
  /** Worker processes, each with two units in hand. */
  readonly workers: number;
  readonly faultsPerMinute: number;
  readonly kinds: readonly FaultKind[];
  readonly seed: number;
}

const USAGE = `npm run chaos -- [--minutes 10] [--portfolios 50] [--workers 4] [--faults-per-minute 20] [--only ${FAULT_KINDS.join(",")}] [--seed 1]
DATABASE_URL, where set, is a server whose databases may be dropped; faults of the server itself need the embedded one.`;

/** Throws with the usage for anything that cannot be run. */
export function readChaosOptions(args: readonly string[]): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: "string", default: "10" },
      portfolios: { type: "string", default: "50" },
      workers: { type: "string", default: "4" },
      "faults-per-minute": { type: "string", default: "20" },
      only: { type: "string", default: FAULT_KINDS.join(",") },
      seed: { type: "string", default: "1" },
    },
  });
  const kinds = values.only.split(",").map((name) => FAULT_KINDS.find((kind) => kind === name));
  const numbers = [
    values.minutes,
    values.portfolios,
    values.workers,
    values["faults-per-minute"],
    values.seed,
  ].map(Number);
  if (numbers.some((value) => !(value > 0)) || kinds.includes(undefined)) throw new Error(USAGE);
  const [minutes, portfolios, workers, faultsPerMinute, seed] = numbers as [
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    minutes,
    portfolios,
    workers,
    faultsPerMinute,
    seed,
    kinds: kinds.filter((kind) => kind !== undefined),
  };
}
