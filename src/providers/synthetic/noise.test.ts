import { describe, expect, it } from "vitest";
import { inverseNormal, normal, smoothNormal, uniform } from "./noise.ts";

describe("the inverse normal", () => {
  // statistics.NormalDist().inv_cdf of Python 3.11.
  it.each([
    [1e-10, -6.361340902404056],
    [1e-5, -4.2648907939228256],
    [0.01, -2.3263478740408408],
    [0.07, -1.4757910281791702],
    [0.3, -0.5244005127080407],
    [0.5, 0],
    [0.9, 1.2815515655446008],
    [0.99999, 4.26489079392384],
  ])("is right at %s", (p, expected) => {
    expect(inverseNormal(p)).toBeCloseTo(expected, 13);
  });
});

describe("a stream of numbers", () => {
  const N = 200_000;
  const count = Array.from({ length: N }, (_, n) => n - N / 2);

  it("is uniform: every twentieth of the interval gets its share within 4.5 standard errors", () => {
    const bins = Array.from({ length: 20 }, () => 0);
    for (const n of count) bins[Math.floor(uniform(12_345, n) * 20)]!++;
    for (const bin of bins) expect(Math.abs(bin - N / 20)).toBeLessThan(4.5 * Math.sqrt((N / 20) * 0.95));
  });

  it("has mean 0, variance 1 and the normal's fourth moment", () => {
    let [sum, squares, fourth] = [0, 0, 0];
    for (const n of count) {
      const z = normal(777, n);
      sum += z;
      squares += z * z;
      fourth += z ** 4;
    }
    expect(Math.abs(sum / N)).toBeLessThan(4 / Math.sqrt(N));
    expect(Math.abs(squares / N - 1)).toBeLessThan(4 * Math.sqrt(2 / N));
    expect(Math.abs(fourth / N - 3)).toBeLessThan(4 * Math.sqrt(96 / N));
  });

  it("is correlated neither with its neighbour nor with the stream of another key", () => {
    let [next, other] = [0, 0];
    for (const n of count) {
      next += normal(1, n) * normal(1, n + 1);
      other += normal(1, n) * normal(2, n);
    }
    expect(Math.abs(next / N)).toBeLessThan(4 / Math.sqrt(N));
    expect(Math.abs(other / N)).toBeLessThan(4 / Math.sqrt(N));
  });

  it("can be smooth and still have variance 1", () => {
    let squares = 0;
    for (const n of count) squares += smoothNormal(5, n, 10) ** 2;
    expect(Math.abs(squares / N - 1)).toBeLessThan(4 * Math.sqrt(2 / (N / 10)));
    expect(Math.abs(smoothNormal(5, 101, 1000) - smoothNormal(5, 100, 1000))).toBeLessThan(0.01);
  });
});
