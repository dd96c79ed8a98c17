import { formatInstant } from "@/lib/format.ts";
import type { Health } from "./system-verdict.ts";

/** Which market it is and how late it is there. */
export function clockWords({ market, clock }: Pick<Health, "market" | "clock">): string {
  const kind = market === "synthetic" ? "Synthetic market" : "Real market";
  const { system_now: system, business_now: business } = clock;
  const apart = Math.abs(Date.parse(system) - Date.parse(business)) > 60_000;
  return apart
    ? `${kind}, where it is ${formatInstant(business)}; here it is ${formatInstant(system)}.`
    : `${kind}. As of ${formatInstant(system)}.`;
}
