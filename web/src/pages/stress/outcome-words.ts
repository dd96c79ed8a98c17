import { formatPercent, signed } from "@/lib/format.ts";
import { moveName } from "./move-name.ts";
import type { Outcome } from "./scenario-list.ts";

const FOLLOWERS = 3;

/** What works against the largest part is mentioned from this share of it on. */
const MENTIONED = 0.01;

const move = (value: number) => signed(value, (size) => formatPercent(size, 1));

/** What is shocked, and what follows it in the correlated reading. */
export function describeMoves({ factor_shocks: shocks, correlated }: Outcome): string {
  const shocked = Object.entries(shocks).flatMap(([name, size]) =>
    size === null || size === 0 ? [] : [`${moveName(name)} ${move(size)}`],
  );
  const sentences = [
    shocked.length === 0
      ? "No joint factor is shocked; only options answer."
      : `Shocked: ${shocked.join(", ")}.`,
  ];
  const followers = Object.entries(correlated?.factor_moves ?? {})
    .flatMap(([name, size]) =>
      size === null || size === 0 || (shocks[name] ?? 0) !== 0 ? [] : [{ name, size }],
    )
    .toSorted((one, other) => Math.abs(other.size) - Math.abs(one.size))
    .slice(0, FOLLOWERS);
  if (shocked.length > 0 && followers.length > 0) {
    const texts = followers.map(({ name, size }) => `${moveName(name)} ${move(size)}`);
    sentences.push(`Expected to follow: ${texts.join(", ")}.`);
  }
  return sentences.join(" ");
}

/** Which contribution matters most, in a sentence. `figure` formats one with its sign. */
export function summarizeContributions(
  contributions: Readonly<Record<string, number | null>>,
  figure: (value: number) => string,
): string {
  const known = Object.entries(contributions)
    .flatMap(([name, value]) => (value === null || value === 0 ? [] : [{ name, value }]))
    .toSorted((one, other) => Math.abs(other.value) - Math.abs(one.value));
  const [largest] = known;
  if (largest === undefined) return "Nothing in the portfolio answers to it.";
  const against = known.find(
    ({ value }) => value * largest.value < 0 && Math.abs(value) > MENTIONED * Math.abs(largest.value),
  );
  const lead = `${largest.name} brings most, ${figure(largest.value)}`;
  return against === undefined
    ? `${lead}; hardly anything works against it.`
    : `${lead}; ${against.name} works against it most, ${figure(against.value)}.`;
}
