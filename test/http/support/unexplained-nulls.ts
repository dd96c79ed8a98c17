import type { Body } from "./api-client.ts";

/** Fields whose null their description explains: what a number is not of, or what has not happened. */
const DOCUMENTED = new Set([
  "max_drawdown_peak",
  "max_drawdown_trough",
  "max_drawdown_recovery",
  "traffic_light",
  "shrinkage",
  "window_sessions",
  "method",
]);

/** Fields that go with another one. */
const FOLLOWS: Readonly<Record<string, string>> = { magnitude: "market_beta", trend_ratio: "trend" };

/**
 * Paths of all that is null in an answer's data and has no reason: none by its own field, and none of the object it
 * is in or of one around it. Elements of matrices and maps by name are explained by what stands beside them.
 */
export function unexplainedNulls(data: Body): readonly string[] {
  return [...nulls(data, [], [])];
}

function* nulls(value: Body, path: readonly string[], around: readonly Body[]): Generator<string> {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries())
      if (item !== null) yield* nulls(item, [...path, String(i)], around);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const objects = [...around, value];
  for (const [field, item] of Object.entries(value)) {
    if (item !== null) yield* nulls(item, [...path, field], objects);
    else if (!isExplained(field, path.at(-1) ?? "", objects)) yield [...path, field].join(".");
  }
}

function isExplained(field: string, parent: string, objects: readonly Body[]): boolean {
  const own = objects.at(-1);
  if (field === "reason" || field.endsWith("_reason") || DOCUMENTED.has(field)) return true;
  // Maps by symbol and factor: of holdings without loadings, and where diagnostics stand beside.
  if (parent === "positions" || parent === "factors") return true;
  const plain = field.replace(/_dollar$/, "").replace("exact_", "");
  const names = [field, plain, `${parent}_${plain}`, FOLLOWS[field] ?? field];
  if (objects.some(({ reasons }) => names.some((name) => reasons?.[name] !== undefined))) return true;
  if (own[`${field}_reason`] ?? (field.startsWith("benchmark") ? objects[0].benchmark_reason : null))
    return true;
  if (field === "active_weight" && objects[0].benchmark_reason !== null) return true;
  if (field === "average_correlation" && own.symbols?.length === 1) return true;
  if (own.model === "provider" && field === "observations") return true;
  return objects.some(({ reason }) => reason !== null && reason !== undefined);
}
