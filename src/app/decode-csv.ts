import { Buffer, isUtf8 } from "node:buffer";

/** Lines that are not UTF-8 and are counted; behind them it is not worth the time. */
const MAX_COUNTED = 100;

export type DecodedCsv =
  | { readonly text: string }
  /** `line` is the first one that is not text; null where the file as a whole is none. */
  | { readonly problem: string; readonly line: number | null };

/** The text of a file in UTF-8, or why it has none: it is binary, or in another encoding. */
export function decodeCsv(bytes: Uint8Array): DecodedCsv {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isUtf16(content)) return { problem: "it is UTF-16", line: null };
  if (hasBinaryByte(content)) return { problem: "its content is binary", line: null };
  if (isUtf8(content)) return { text: content.toString("utf8") };
  const { first, others } = countWrongLines(content);
  const more = others === 0 ? "" : `, and on ${others} more lines${others < MAX_COUNTED ? "" : " at least"}`;
  return { problem: `not UTF-8${more}`, line: first };
}

/** By its byte order mark, in either order. */
function isUtf16(content: Buffer): boolean {
  return content.length >= 2 && (content.readUInt16LE(0) === 0xfeff || content.readUInt16BE(0) === 0xfeff);
}

/** Control bytes that text does not hold: all but tab to carriage return, ^Z and escape. */
function hasBinaryByte(content: Buffer): boolean {
  for (let i = 0; i < content.length; i++) {
    const byte = content[i]!;
    if (byte < 0x20 && (byte < 0x09 || (byte > 0x0d && byte !== 0x1a && byte !== 0x1b))) return true;
  }
  return false;
}

const CR = 13;
const LF = 10;

/** Bytes that are looked at together: a line is looked at alone only where something near it is wrong. */
const BLOCK = 4096;

function countWrongLines(content: Buffer): { readonly first: number; readonly others: number } {
  let first = 0;
  let others = 0;
  let line = 1;
  for (let start = 0; start < content.length && others < MAX_COUNTED; ) {
    const end = lineEndAfter(content, start + BLOCK);
    const allRight = isUtf8(content.subarray(start, end));
    for (; start < end && others < MAX_COUNTED; line++) {
      const next = lineEndAfter(content, start);
      const right = allRight || isUtf8(content.subarray(start, next));
      if (!right && first === 0) first = line;
      else if (!right) others++;
      start = next;
    }
  }
  return { first, others };
}

/** Behind the first line end from a position on. */
function lineEndAfter(content: Buffer, from: number): number {
  for (let i = from; i < content.length; i++) {
    const byte = content[i];
    if (byte === LF || (byte === CR && content[i + 1] !== LF)) return i + 1;
  }
  return content.length;
}
