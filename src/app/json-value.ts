// Reports of use cases have fields in camel case and NaN for "no estimate". API and command line write both the same way.

/** A value as JSON has it. Names of fields are ours and get snake_case; keys of a Map are data and stay. */
export function jsonValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "object" || value === null) return value ?? null;
  if (value instanceof Map)
    return Object.fromEntries(Array.from(value, ([key, item]) => [String(key), jsonValue(item)]));
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return Array.from(value as ArrayLike<unknown>, jsonValue);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [snakeCase(key), jsonValue(item)]));
}

/** `var95Dollar` → `var_95_dollar`; a name in snake case stays as it is. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replace(/([a-z])(\d)/g, "$1_$2")
    .replace(/(\d)([A-Z])/g, "$1_$2")
    .toLowerCase();
}
