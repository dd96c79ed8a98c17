import type { Unit } from "./explanation.ts";

/** A number and its reproduction agree within this share of it … */
export const RELATIVE_TOLERANCE = 1e-9;

/** … or within this, where it is next to nothing beside what it is the difference of: a millionth of a dollar, else 1e-12. */
export function absoluteTolerance(unit: Unit): number {
  return unit === "USD" ? 1e-6 : 1e-12;
}

/** Whether a number and its reproduction are the same but for rounding; two that are both missing are. */
export function agree(value: number, reproduced: number, unit: Unit): boolean {
  if (Number.isNaN(value) || Number.isNaN(reproduced)) return Number.isNaN(value) && Number.isNaN(reproduced);
  const allowed = Math.max(absoluteTolerance(unit), RELATIVE_TOLERANCE * Math.abs(value));
  return Math.abs(value - reproduced) <= allowed;
}
