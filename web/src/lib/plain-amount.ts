import { normaliseAmount } from "#core/import/normalise-amount.ts";

const GROUPED_BY_SPACES = /^[+-]?\$?\d{1,3}(?:\s\d{3})+(?:\.\d*)?$/;

/**
 * An amount as the API takes it: `$5,000.50`, `5 000.50` as `5000.50`, `(5)` as `-5`. What is no such amount stays as
 * typed, for the API to refuse: a guess at what it meant would be stored.
 */
export function plainAmount(text: string): string {
  const written = text.trim().replace("\u2212", "-");
  return normaliseAmount(GROUPED_BY_SPACES.test(written) ? written.replaceAll(/\s/g, "") : written);
}
