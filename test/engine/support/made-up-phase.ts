import type { Transaction } from "#db/types.ts";
import type { Phase, PlanContext, UnitContext, UnitOutcome, UnitSpec } from "#engine/phase.ts";

export interface MadeUpPhase {
  readonly name: string;
  /** Subjects of each unit. */
  readonly units: readonly (readonly string[])[];
  /** What a unit does before it writes. */
  readonly body?: (unit: UnitSpec, context: UnitContext<null>) => Promise<void>;
  /** What a unit does inside its transaction after its rows. */
  readonly writing?: (tx: Transaction, unit: UnitSpec) => Promise<void>;
  readonly plan?: (context: PlanContext<null>) => Promise<void>;
  readonly failures?: UnitOutcome["failures"];
  readonly timeoutMs?: number;
  readonly essential?: boolean;
  readonly weight?: number;
  /** `symbol` unless told. */
  readonly grain?: "symbol" | "portfolio";
  readonly needs?: readonly string[];
}

/** A phase without finance: each unit writes one row a subject into the table `outputs`. */
export function madeUpPhase(made: MadeUpPhase): Phase<null> {
  const { name } = made;
  return {
    name,
    number: name,
    title: `Phase ${name}`,
    grain: made.grain ?? "symbol",
    itemUnit: "things",
    needs: made.needs ?? [],
    reads: [],
    writes: ["outputs"],
    timeoutMs: made.timeoutMs ?? 30_000,
    weight: made.weight ?? 1,
    essential: made.essential ?? false,
    async plan(context) {
      await made.plan?.(context);
      return made.units.map((subjects) => ({
        job: name,
        subjects,
        from: context.run.to,
        to: context.run.to,
        items: subjects.length,
      }));
    },
    async run(context, unit) {
      await made.body?.(unit, context);
      return async (tx) => {
        for (const subject of unit.subjects)
          await tx.client.query("insert into outputs (phase, subject) values ($1, $2)", [name, subject]);
        await made.writing?.(tx, unit);
        const message = `${unit.subjects.join(", ")} stored`;
        return {
          rows: unit.subjects.length,
          failures: made.failures ?? [],
          events: [{ level: "info", message }],
        };
      };
    },
  };
}

/** A door that bodies wait at until the test opens it. */
export function createGate(): {
  readonly open: () => void;
  readonly wait: (signal?: AbortSignal) => Promise<void>;
  /** Resolves when the first body has come to the door. */
  readonly reached: Promise<void>;
} {
  const opened = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  return {
    open: opened.resolve,
    reached: reached.promise,
    wait: async () => {
      reached.resolve();
      await opened.promise;
    },
  };
}
