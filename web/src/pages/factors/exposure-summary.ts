import { formatNumber, signed } from "@/lib/format.ts";
import { type Factor, shortName } from "./factor-groups.ts";

/** Standard errors to either side that hold 95 % of what the true value may be. */
export const HALF_WIDTH = 1.96;

const NAMED = 3;

/** Ends of the 95 % interval; null where the exposure or its error is not known. */
export function intervalOf({
  beta,
  std_error: error,
}: Pick<Factor, "beta" | "std_error">): readonly [number, number] | null {
  return beta === null || error === null ? null : [beta - HALF_WIDTH * error, beta + HALF_WIDTH * error];
}

/** Whether the 95 % interval leaves out zero. */
export function isClear(factor: Pick<Factor, "beta" | "std_error">): boolean {
  const interval = intervalOf(factor);
  return interval !== null && interval[0] * interval[1] > 0;
}

/** The strongest tilts in a sentence or two: the market's, then what the joint model finds beside it. */
export function summarizeExposures(factors: readonly Factor[]): string {
  const market = factors.find(({ model }) => model === "market");
  const sentences = [
    market === undefined || market.beta === null
      ? "The portfolio's market beta is not known."
      : `For each 1 % that the market moves, the portfolio moves about ${formatNumber(market.beta)} %.`,
  ];
  const joint = factors.filter(({ model, name }) => model === "joint" && !/market/i.test(name));
  const clear = joint
    .filter(isClear)
    .toSorted((one, other) => Math.abs(other.beta ?? 0) - Math.abs(one.beta ?? 0));
  if (joint.some(({ beta }) => beta !== null)) {
    sentences.push(
      clear.length === 0
        ? "Beside the market, no tilt stands apart from zero."
        : `Beside the market, its clearest ${clear.length === 1 ? "tilt is" : "tilts are"} ${listed(clear)}.`,
    );
  }
  return sentences.join(" ");
}

function listed(factors: readonly Factor[]): string {
  const texts = factors
    .slice(0, NAMED)
    .map(({ name, beta }) => `${shortName(name).toLowerCase()} ${signed(beta ?? 0, formatNumber)}`);
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;
}
