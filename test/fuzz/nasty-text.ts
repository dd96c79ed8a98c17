import fc from "fast-check";

/** Pieces of text that parsers trip over. */
export const NASTY_PIECES: readonly string[] = [
  ...Array.from("\"',;:\t\r\n#=+-@%$()[]{}<>&|\\/^~`!?*_."),
  '""',
  "\r\n",
  "\0",
  "\u001b[31m",
  "\u007f",
  "\u0085",
  "\u00a0",
  "\u2028",
  "\ufeff",
  "\ufffd",
  "\u202e",
  "é",
  "Ａ",
  "А", // Cyrillic
  "١٢٣",
  "１２",
  "−5",
  "½",
  "ß",
  "İ",
  "ﬁ",
  "😀",
  "\ud800",
  "\udc00",
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "null",
  "undefined",
  "true",
  "NaN",
  "Infinity",
  "-Infinity",
  "N/A",
  "--",
  "' or 1=1 --",
  "$(id)",
  "../../etc/passwd",
  "<script>alert(1)</script>",
  '=HYPERLINK("http://x","y")',
  "+1+1",
  "@SUM(A1)",
  "%00",
  "%2F",
  "%E0%A4%A",
  "{{7*7}}",
  "$" + "{x}",
];

/** Numbers as people, programs and attackers write them. */
export const NUMBERS: readonly string[] = [
  ..."0 1 -1 5 100 1000000".split(" "),
  "-0",
  "+0",
  "0.0",
  "00",
  ".5",
  "5.",
  ".",
  "+.",
  "1e5",
  "1E-400",
  "1e999",
  "-1e999",
  "0x10",
  "0b1",
  "1_000",
  "1,000",
  "1,00,0",
  "$1,234.50",
  "($43.64)",
  "-$5",
  "12%",
  "1 000",
  "1.2.3",
  "--1",
  "9007199254740993",
  "0.1",
  "1.0000000000",
  "1.00000000001",
  "999999999999999.9999999999",
  "1000000000000000",
  "9".repeat(100),
  "9".repeat(400),
  `0.${"0".repeat(400)}1`,
  `-${"1".repeat(99)}.${"5".repeat(300)}`,
  "Infinity",
  "NaN",
  "١٢٣",
  "１２３",
];

/** Dates at their edges, and what looks like one. */
export const DATES: readonly string[] = [
  "2024-06-03",
  "2025-07-01",
  "2025-07-02",
  "2025-06-30",
  "2024-02-29",
  "2023-02-29",
  "1925-07-01",
  "1925-06-30",
  "1900-02-29",
  "0000-00-00",
  "0000-01-01",
  "0001-01-01",
  "1582-10-10",
  "1914-12-31",
  "2101-01-04",
  "9999-12-31",
  "2024-13-01",
  "2024-00-10",
  "2024-06-31",
  "2024-6-3",
  "06/03/2024",
  "20240603",
  "2024-06-03T00:00:00Z",
  "2024-06-03 ",
  "-2024-06-03",
  "+002024-06-03",
  "٢٠٢٤-٠٦-٠٣",
  "2024‑06‑03",
  "Jun 3 2024",
  "45446",
];

const piece = fc.constantFrom(...NASTY_PIECES);

/** Short text of nasty pieces, plain letters and anything that Unicode has. */
export const nastyText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 8 })
      .map((x) => x.join("")),
  },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
  { weight: 1, arbitrary: fc.constantFrom(...NUMBERS, ...DATES) },
);

/** One piece so often that a pattern which looks twice at each place takes too long. */
export function longText(most: number): fc.Arbitrary<string> {
  const repeated = fc.oneof(piece, fc.constantFrom("a", "0", "9", " ", "A ", "1,", ",000", "((", "%25"));
  return fc
    .tuple(
      fc.string({ maxLength: 3 }),
      repeated,
      fc.integer({ min: 1, max: most }),
      fc.string({ maxLength: 3 }),
    )
    .map(([before, text, times, after]) => `${before}${text.repeat(Math.ceil(times / text.length))}${after}`);
}

/** What is made of a stretch of text, by the name of the edit. */
const EDITS = {
  insert: (stretch: string, piece: string) => `${piece}${stretch}`,
  delete: () => "",
  replace: (_: string, piece: string) => piece,
  repeat: (stretch: string) => stretch.repeat(20),
} as const;

/** A text with a few pieces put in, taken out, exchanged or repeated. */
export function mutated(seed: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const edit = fc.record({
    make: fc.constantFrom(...Object.values(EDITS)),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 0, max: 12 }),
    piece: fc.oneof(nastyText, fc.constantFrom(...NUMBERS, ...DATES)),
  });
  return fc.tuple(seed, fc.array(edit, { maxLength: 6 })).map(([text, edits]) =>
    edits.reduce((before, { make, at, length, piece }) => {
      const from = Math.floor(at * before.length);
      const to = from + length;
      return `${before.slice(0, from)}${make(before.slice(from, to), piece)}${before.slice(to)}`;
    }, text),
  );
}

/** The bytes of a text in the encodings that files come in, now and then with a byte that is in none. */
export function encoded(text: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> {
  return fc.oneof(
    { weight: 12, arbitrary: text.map((one) => Buffer.from(one)) },
    { weight: 2, arbitrary: text.map((one) => Buffer.from(`\ufeff${one}`)) },
    { weight: 1, arbitrary: text.map((one) => Buffer.from(`\ufeff${one}`, "utf16le")) },
    { weight: 1, arbitrary: text.map((one) => Buffer.from(one, "utf16le").swap16()) },
    { weight: 1, arbitrary: text.map((one) => Buffer.from(one, "latin1")) },
    {
      weight: 1,
      arbitrary: fc.tuple(text, fc.nat(), fc.constantFrom(0x00, 0x80, 0xc3, 0xff)).map(([one, at, byte]) => {
        const bytes = Buffer.from(one);
        if (bytes.length > 0) bytes[at % bytes.length] = byte;
        return bytes;
      }),
    },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  );
}
