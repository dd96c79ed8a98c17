import { hashText, smoothNormal } from "./noise.ts";

/**
 * Discount yield of the 13-week bill in percent, by session ordinal: 4.4 with slow swings of about 0.25 and short
 * ones of 0.05, to three decimals as it is quoted.
 */
export function syntheticBillYield(seed: number, ordinal: number): number {
  const slow = smoothNormal(hashText(`${seed}/bill/slow`), ordinal, 250);
  const short = smoothNormal(hashText(`${seed}/bill/short`), ordinal, 20);
  return Math.round((4.4 + 0.25 * slow + 0.05 * short) * 1000) / 1000;
}
