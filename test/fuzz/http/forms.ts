import fc from "fast-check";
import { templateCsv } from "#core/import/template.ts";
import { PORTFOLIO_FIELDS } from "../../http/support/portfolio-files.ts";
import type { FuzzedParser } from "../fuzzed-parser.ts";
import { DATES, longText, mutated, NUMBERS, nastyText } from "../nasty-text.ts";
import type { FuzzWorld } from "./fuzz-world.ts";
import { ask, type FuzzRequest, requests } from "./requests.ts";

interface FormInput {
  readonly request: FuzzRequest;
  readonly body: Uint8Array;
  readonly type: string;
}

/** Multipart forms, as browsers send them and as they do not. */
export function forms(world: FuzzWorld): FuzzedParser<FormInput> {
  const taking = world.operations.filter(({ takesForm }) => takesForm);
  return {
    name: "multipart forms",
    repeatable: false,
    limitMs: 5000,
    clock: "wall",
    inputs: requests(world, taking, () => fc.constant("")).chain((request) =>
      form.map(({ body, type }) => ({ request, body, type })),
    ),
    read: ({ request, body, type }) =>
      ask(world, request, { payload: Buffer.from(body), headers: { "content-type": type } }),
  };
}

interface Part {
  readonly head: string;
  readonly content: string;
}

function textPart(name: string, content: string): Part {
  return { head: `Content-Disposition: form-data; name="${name}"`, content };
}

function filePart(fileName: string, content: string, type = "text/csv"): Part {
  const head = `Content-Disposition: form-data; name="csv_file"; filename="${fileName}"\r\nContent-Type: ${type}`;
  return { head, content };
}

const fileName = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom("positions.csv", "a.CSV") },
  {
    weight: 1,
    arbitrary: fc.oneof(
      nastyText,
      fc.constantFrom(
        "../../etc/passwd.csv",
        "C:\\x\\y.csv",
        "",
        ".csv",
        "a.csv\0.exe",
        "%2e%2e/a.csv",
        "\r\nX: y.csv",
      ),
      longText(2000),
    ),
  },
);
const csv = fc.oneof(
  { weight: 2, arbitrary: fc.constant(templateCsv()) },
  { weight: 2, arbitrary: mutated(fc.constant(templateCsv())) },
  { weight: 1, arbitrary: nastyText },
);
const field = fc.tuple(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        ...Object.keys(PORTFOLIO_FIELDS),
        "description",
        "mapping",
        "history_from",
        "equity_as_of",
      ),
    },
    { weight: 1, arbitrary: nastyText },
  ),
  fc.oneof(
    nastyText,
    fc.constantFrom(...NUMBERS, ...DATES, "taxable", "2025-06-30", '{"Symbol":"symbol"}'),
    longText(70_000),
  ),
);

const goodFields = Object.entries(PORTFOLIO_FIELDS).map(([name, value]) => textPart(name, value));

/** The fields of a good form with its file, then others, which count when given twice. */
const parts = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: fc.constant(goodFields) }, { weight: 1, arbitrary: fc.constant([]) }),
    fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 2, arbitrary: fc.array(field, { maxLength: 3 }) },
      { weight: 1, arbitrary: fc.array(field, { minLength: 15, maxLength: 40 }) },
    ),
    fc.oneof(
      { weight: 8, arbitrary: fc.tuple(fileName, csv).map(([name, content]) => [filePart(name, content)]) },
      { weight: 1, arbitrary: fc.constant([]) },
      {
        weight: 1,
        arbitrary: csv.map((content) => [filePart("a.csv", content), filePart("b.csv", content)]),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(nastyText, csv).map(([type, content]) => [filePart("a.csv", content, type)]),
      },
      { weight: 1, arbitrary: fc.tuple(nastyText, nastyText).map(([head, content]) => [{ head, content }]) },
      { weight: 1, arbitrary: longText(100_000).map((head) => [{ head: `X: ${head}`, content: "" }]) },
    ),
  )
  .map(([good, others, files]) => [
    ...good,
    ...others.map(([name, value]) => textPart(name, value)),
    ...files,
  ]);

const boundary = fc.oneof(
  { weight: 9, arbitrary: fc.constant("----x") },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.stringMatching(/^[\w'()+,./:=?-]{1,70}$/),
      fc.constantFrom("", "a\r\nb", '"', " "),
    ),
  },
);

const form = fc
  .tuple(boundary, parts, fc.constantFrom("\r\n", "\r\n", "\r\n", "\r\n", "\r\n", "\n"))
  .chain(([mark, list, end]) => {
    const whole = [
      ...list.map(({ head, content }) => `--${mark}${end}${head}${end}${end}${content}${end}`),
      `--${mark}--${end}`,
    ].join("");
    const type = `multipart/form-data; boundary=${mark}`;
    return fc.record({
      body: fc
        .oneof(
          { weight: 12, arbitrary: fc.constant(whole) },
          { weight: 2, arbitrary: mutated(fc.constant(whole)) },
          { weight: 1, arbitrary: fc.nat({ max: whole.length }).map((length) => whole.slice(0, length)) },
          { weight: 1, arbitrary: fc.oneof(nastyText, fc.constant("")) },
        )
        .map((text) => Buffer.from(text)),
      type: fc
        .oneof(
          { weight: 20, arbitrary: fc.constant(type) },
          {
            weight: 1,
            arbitrary: fc.constantFrom(
              "multipart/form-data",
              "multipart/form-data; boundary=",
              `multipart/form-data; boundary="${mark.replaceAll('"', "")}"; charset=utf-16`,
              "multipart/mixed; boundary=----x",
              "multipart/form-data; boundary=other",
              "application/json",
              "text/csv",
            ),
          },
        )
        .map((text) => text.replaceAll(/[^\t\x20-\x7e]/g, "")),
    });
  });
