import { describe, expect, test } from "vitest";
import { parseColumnMapping } from "./column-mapping.ts";

describe("parseColumnMapping", () => {
  test("a field may be named in the API's way, in camel case or as the template's column", () => {
    const { mapping, errors } = parseColumnMapping(
      '{"Ticker":"symbol","Shares":"Quantity","Cost":"entryPrice","Opened":"Entry Date"}',
    );
    expect(errors).toEqual([]);
    expect([...(mapping ?? [])]).toEqual([
      ["Ticker", "symbol"],
      ["Shares", "quantity"],
      ["Cost", "entry_price"],
      ["Opened", "entry_date"],
    ]);
  });

  test.each([undefined, null, "", "{}", {}, { Notes: null, Value: "" }])("%j maps nothing", (value) => {
    expect(parseColumnMapping(value)).toEqual({ mapping: null, errors: [] });
  });

  test.each(["nonsense", "[]", "5", 5, ["symbol"]])("%j is not a mapping", (value) => {
    expect(parseColumnMapping(value).errors.map(({ code }) => code)).toEqual(["ERR_CSV_007"]);
  });

  test("unknown fields and fields mapped twice are an error each", () => {
    const { errors } = parseColumnMapping({ A: "price_target", B: "symbol", C: "symbol", D: 7 });
    expect(errors.map(({ column, code }) => [column, code])).toEqual([
      ["A", "ERR_CSV_007"],
      ["C", "ERR_CSV_007"],
      ["D", "ERR_CSV_007"],
    ]);
  });

  test("a name nested ten thousand times is an unknown field like others", () => {
    const deep = `{"A":${"[".repeat(10_000)}${"]".repeat(10_000)},"B":{}}`;
    expect(parseColumnMapping(deep).errors.map(({ found }) => found)).toEqual(["an array", "an object"]);
  });

  test("of thousands of unknown fields the first are told, and how many more there are", () => {
    const names = Object.fromEntries(Array.from({ length: 1500 }, (_, index) => [`C${index}`, "x"]));
    const { errors } = parseColumnMapping(names);
    expect(errors).toHaveLength(1001);
    expect(errors.at(-1)).toMatchObject({
      code: "ERR_CSV_009",
      message: "Not all errors are listed (and 500 more).",
    });
  });
});
