import fc from "fast-check";
import { parseFlows } from "#app/read-flows-file.ts";
import { isPlainDate } from "#core/dates/plain-date.ts";
import { isSigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { CapitalFlow } from "#core/instruments/position.ts";
import { isDecimal, signOf, toFloat } from "#core/money/decimal.ts";
import { type FuzzedParser, mustHold } from "../fuzzed-parser.ts";
import { DATES, encoded, longText, mutated, NUMBERS, nastyText } from "../nasty-text.ts";

const cell = fc.oneof(fc.constantFrom(...NUMBERS), fc.constantFrom(...DATES), nastyText);
const text = fc.oneof(
  { weight: 4, arbitrary: mutated(fc.constant("date,amount\n2026-01-06,500\n2026-02-02,-250.75\n")) },
  {
    weight: 4,
    arbitrary: fc
      .array(fc.tuple(fc.constantFrom(...DATES), cell), { maxLength: 5 })
      .map((rows) => ["date,amount", ...rows.map((cells) => cells.join(","))].join("\n")),
  },
  {
    weight: 4,
    arbitrary: fc
      .array(fc.tuple(fc.constantFrom("2024-06-03", "2024-02-29"), fc.constantFrom("1", "-2.5", "+.5")), {
        maxLength: 5,
      })
      .map((rows) => [" Date , AMOUNT", ...rows.map((cells) => cells.join(","))].join("\r\n")),
  },
  { weight: 1, arbitrary: longText(80_000).map((long) => `date,amount\n2026-01-06,${long}`) },
  { weight: 1, arbitrary: nastyText },
);

export const flowsCsv: FuzzedParser<Uint8Array> = {
  name: "flows CSV",
  repeatable: true,
  limitMs: 1000,
  clock: "thread",
  inputs: encoded(text),
  read(bytes) {
    let flows: readonly CapitalFlow[];
    try {
      flows = parseFlows({ bytes, name: "flows.csv" });
    } catch (error) {
      if (!isSigmaSightError(error, "VALIDATION")) throw error;
      const places = error.message.split("\n").every((line) => /^flows\.csv:\d+: /.test(line));
      mustHold("each problem names its line", places, () => error.message);
      return { outcome: ["VALIDATION"], digest: error.message };
    }
    for (const { date, amount } of flows) {
      const holds =
        isPlainDate(date) && isDecimal(amount) && signOf(amount) !== 0 && Number.isFinite(toFloat(amount));
      mustHold("a flow has a date and an amount", holds, () => [date, amount]);
    }
    return { outcome: "accepted", digest: JSON.stringify(flows) };
  },
};
