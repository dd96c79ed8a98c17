interface Flow {
  /** USD; negative for money taken out. */
  readonly amount: number;
}

export interface FlowSums {
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

/** The amount as the API takes it: signed by its direction, digits as typed. */
export function signedAmount(direction: "in" | "out", text: string): string {
  const digits = text
    .trim()
    .replaceAll(",", "")
    .replace(/^[+\-\u2212]/, "");
  return direction === "in" ? digits : `-${digits}`;
}
