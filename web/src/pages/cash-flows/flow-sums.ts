import { ApiProblem } from "@/api/problem.ts";
import { plainAmount } from "@/lib/plain-amount.ts";

const CONTRADICTIONS = {
  in: "the minus says that money was taken out: choose Withdrawal, or leave the sign out",
  out: "the plus says that money was put in: choose Contribution, or leave the sign out",
} as const;

interface Flow {
  /** USD; negative for money taken out. */
  readonly amount: number;
}

interface FlowSums {
  readonly contributed: number;
  /** As a positive number. */
  readonly withdrawn: number;
  readonly net: number;
}

export function flowSums(flows: readonly Flow[]): FlowSums {
  let contributed = 0;
  let withdrawn = 0;
  for (const { amount } of flows) {
    if (amount > 0) contributed += amount;
    else withdrawn -= amount;
  }
  return { contributed, withdrawn, net: contributed - withdrawn };
}

/**
 * The amount as the API takes it, signed by its direction; what is no amount as typed, for the API to refuse. Throws an
 * ApiProblem where the sign typed contradicts the direction.
 */
export function signedAmount(direction: "in" | "out", text: string): string {
  const plain = plainAmount(text);
  const [, sign = "", digits] = /^([+-]?)(\d+\.?\d*|\.\d+)$/.exec(plain) ?? [];
  if (digits === undefined) return plain;
  if (sign === (direction === "in" ? "-" : "+"))
    throw new ApiProblem(422, { code: "VALIDATION", detail: `amount: ${CONTRADICTIONS[direction]}` });
  return direction === "in" ? digits : `-${digits}`;
}
