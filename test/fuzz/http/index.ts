import { type Fuzzed, fuzzed } from "../parsers/index.ts";
import { forms } from "./forms.ts";
import type { FuzzWorld } from "./fuzz-world.ts";
import { jsonBodies } from "./json-bodies.ts";
import { queryStrings } from "./query-strings.ts";

/** What the server reads of a request, by what it is called. */
export const HTTP_PARSERS = {
  "paths and query strings": (world: FuzzWorld): Fuzzed => fuzzed(queryStrings(world)),
  "JSON bodies": (world: FuzzWorld): Fuzzed => fuzzed(jsonBodies(world)),
  "multipart forms": (world: FuzzWorld): Fuzzed => fuzzed(forms(world)),
} as const;
