import { describe, expect, it } from "vitest";
import { medianVolume } from "./median-volume.ts";

/** 21 volumes 100, 200 … 2100 in no order, then two more sessions. */
const VOLUMES = Float64Array.from({ length: 21 }, (_, i) => 100 * (1 + ((i * 8) % 21)));

describe("medianVolume", () => {
  it("is the middle one of 21 sessions", () => {
    expect(medianVolume(VOLUMES, 20)).toBe(1100);
  });

  it("forgets what is older than the window", () => {
    expect(medianVolume(Float64Array.of(1e9, 1e9, ...VOLUMES), 22)).toBe(1100);
  });

  it("does not look ahead", () => {
    expect(medianVolume(Float64Array.of(...VOLUMES, 1e9, 1e9), 20)).toBe(1100);
  });

  it("leaves out missing and zero volumes, and is the mean of the middle two of an even number", () => {
    const gaps = VOLUMES.map((value) => (value === 2100 ? Number.NaN : value));
    expect(medianVolume(gaps, 20)).toBe(1050);
    const zeros = VOLUMES.map((value) => (value > 1900 ? 0 : value));
    expect(medianVolume(zeros, 20)).toBe(1000);
  });

  it("needs 15 volumes", () => {
    const of = (present: number) => VOLUMES.map((value, i) => (i < present ? value : Number.NaN));
    expect(medianVolume(of(14), 20)).toBeNaN();
    expect(medianVolume(of(15), 20)).toBeGreaterThan(0);
    expect(medianVolume(VOLUMES, 13)).toBeNaN();
    expect(medianVolume(VOLUMES, 14)).toBeGreaterThan(0);
  });
});
