import type fc from "fast-check";

/** What reading one input gave: `accepted`, or the codes of its refusal. */
export interface Reading {
  readonly outcome: "accepted" | readonly string[];
  /** Everything the reading gave, for comparison with a second one. */
  readonly digest: string;
}

/** Something that reads what others wrote, with the laws it keeps whatever that is. */
export interface FuzzedParser<Input = unknown> {
  readonly name: string;
  readonly inputs: fc.Arbitrary<Input>;
  /** Reads one input. Throws where a law is broken: a defect. */
  read(input: Input): Reading | Promise<Reading>;
  /** Whether a second reading must give the same; false where reading stores something. */
  readonly repeatable: boolean;
  /** No input may take longer, in milliseconds: of this thread's computing where it is all computing, else of the clock. */
  readonly limitMs: number;
  readonly clock: "thread" | "wall";
}

/** Laws are told from refusals by their error. */
export class BrokenLaw extends Error {
  constructor(law: string) {
    super(law);
    this.name = "BrokenLaw";
  }
}

export function mustHold(law: string, holds: boolean, detail: () => unknown = () => ""): void {
  if (!holds) throw new BrokenLaw(`${law}: ${JSON.stringify(detail())}`);
}
