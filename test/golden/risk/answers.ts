import { readFileSync } from "node:fs";
import path from "node:path";
import type { LoadingTable } from "./market.ts";

type ByGroup = Readonly<Record<string, readonly number[]>>;

interface ExposureCase {
  readonly weights: Readonly<Record<string, number>>;
  readonly exposures: ByGroup;
  readonly stdErrors: ByGroup;
}

export interface ProFormaCase {
  readonly weights: Readonly<Record<string, number>>;
  readonly private: number;
  readonly cash: number;
  readonly returns: readonly (number | null)[];
  readonly observations: number;
  readonly proxied: number;
  readonly realized: Readonly<Record<"21" | "63" | "252", number | null>>;
  readonly ewma: number;
}

interface Answers {
  readonly checksum: Readonly<Record<string, number>>;
  readonly loadings: LoadingTable;
  readonly complete: ExposureCase;
  readonly gaps: ExposureCase;
  readonly proForma: ProFormaCase;
  readonly proFormaShort: ProFormaCase;
  readonly stress: {
    readonly shocks: readonly number[];
    readonly pnl: number;
    readonly byFactor: readonly number[];
    readonly bySymbol: readonly number[];
  };
}

/** The answers of `make_answers.py`. */
export const ANSWERS = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "answers.json"), "utf8"),
) as Answers;
