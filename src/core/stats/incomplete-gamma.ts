import { logGamma } from "./incomplete-beta.ts";

const MAX_TERMS = 10_000;
const TINY = 1e-300;
const PRECISION = 1e-16;

/**
 * Regularised lower incomplete gamma function P(a, x) for a > 0 and x ≥ 0; NaN elsewhere. Relative error about 1e-13
 * for a up to a hundred. Source: series 8.11.4 and continued fraction 8.9.2 of the NIST Digital Library of
 * Mathematical Functions.
 */
export function regularizedGammaP(a: number, x: number): number {
  if (!(a > 0 && x >= 0)) return Number.NaN;
  return x < a + 1 ? series(a, x) : 1 - continuedFraction(a, x);
}

/** Q(a, x) = 1 − P(a, x), with the same relative error far out in the tail. NaN as in {@link regularizedGammaP}. */
export function regularizedGammaQ(a: number, x: number): number {
  if (!(a > 0 && x >= 0)) return Number.NaN;
  return x < a + 1 ? 1 - series(a, x) : continuedFraction(a, x);
}

/** xᵃe⁻ˣ/Γ(a) · Σ xⁿ/(a(a + 1)…(a + n)). */
function series(a: number, x: number): number {
  if (x === 0) return 0;
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MAX_TERMS && term > sum * PRECISION; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * front(a, x);
}

/** xᵃe⁻ˣ/Γ(a) over x + 1 − a − 1(1 − a)/(x + 3 − a − 2(2 − a)/(x + 5 − a − …)), by Lentz's method. */
function continuedFraction(a: number, x: number): number {
  if (x === Number.POSITIVE_INFINITY) return 0;
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < MAX_TERMS; n++) {
    const term = -n * (n - a);
    b += 2;
    d = 1 / awayFromZero(term * d + b);
    c = awayFromZero(b + term / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < PRECISION) break;
  }
  return value * front(a, x);
}

function front(a: number, x: number): number {
  return Math.exp(a * Math.log(x) - x - logGamma(a));
}

function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
