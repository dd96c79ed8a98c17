import { shortName } from "../factors/factor-groups.ts";

/** A factor's name where its return is told: the rates factor is the return of long Treasuries, not a yield. */
export function moveName(name: string): string {
  const short = shortName(name);
  return short === "Rates" ? "Long Treasuries" : short;
}
