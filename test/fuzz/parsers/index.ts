import { type FuzzOptions, type FuzzReport, fuzzParser } from "../fuzz-parser.ts";
import type { FuzzedParser } from "../fuzzed-parser.ts";
import { archives } from "./archives.ts";
import { decimals } from "./decimals.ts";
import { explainKeys } from "./explain-keys.ts";
import { flowsCsv } from "./flows-csv.ts";
import { optionNames } from "./option-names.ts";
import { positionsCsv } from "./positions-csv.ts";
import { priceFiles } from "./price-files.ts";
import { shockNotation } from "./shocks.ts";

/** A parser whose kind of input is nobody's business but its own. */
export interface Fuzzed {
  readonly name: string;
  fuzz(options: FuzzOptions): Promise<FuzzReport>;
}

export function fuzzed<Input>(parser: FuzzedParser<Input>): Fuzzed {
  return { name: parser.name, fuzz: (options) => fuzzParser(parser, options) };
}

/** What reads text without a server or a database. */
export const PARSERS: readonly Fuzzed[] = [
  fuzzed(positionsCsv),
  fuzzed(flowsCsv),
  fuzzed(priceFiles),
  fuzzed(optionNames),
  fuzzed(shockNotation),
  fuzzed(decimals),
  fuzzed(explainKeys),
  fuzzed(archives),
];
