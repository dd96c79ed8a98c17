// Reports of use cases have fields in camel case and NaN for "no estimate". API and command line write both the same way.

/** A value as JSON has it. Names of fields are ours and get snake_case; keys of a Map are data and stay. */
export function jsonValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "object" || value === null) return value ?? null;
  if (value instanceof Map)
    return Object.fromEntries(Array.from(value, ([key, item]) => [String(key), jsonValue(item)]));
  // Plain loops: a stress test has thousands of numbers, and a callback for each would take most of the answer's time.
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = value as ArrayLike<unknown>;
    const array: unknown[] = [];
    for (let i = 0; i < items.length; i++) array.push(jsonValue(items[i]));
    return array;
  }
  const object: Record<string, unknown> = {};
  for (const key of Object.keys(value))
    object[snakeCase(key)] = jsonValue((value as Record<string, unknown>)[key]);
  return object;
}

const snakeCased = new Map<string, string>();

/** `var95Dollar` → `var_95_dollar`; a name in snake case stays as it is. Names are those of our fields, so few. */
export function snakeCase(name: string): string {
  const known = snakeCased.get(name);
  if (known !== undefined) return known;
  const made = inSnakeCase(name);
  snakeCased.set(name, made);
  return made;
}

function inSnakeCase(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replace(/([a-z])(\d)/g, "$1_$2")
    .replace(/(\d)([A-Z])/g, "$1_$2")
    .toLowerCase();
}
