/** A CopyData message begins with its type and its length. */
const FRAME_BYTES = 5;
const COPY_DATA = 0x64; // "d"
const NULL_LENGTH = -1;
const SHORT_TEXT = 40;

/** `PGCOPY\n\377\r\n\0`, no flags, no header extension. */
const BINARY_HEADER = Buffer.from([80, 71, 67, 79, 80, 89, 10, 255, 13, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

/**
 * Builds the binary COPY format inside CopyData frames, so that a finished chunk goes to the socket without being copied. A
 * row never spans two chunks; a chunk grows for a row larger than it.
 */
export class CopyBuffer {
  readonly #chunkBytes: number;
  #buffer: Buffer;
  #view: DataView;
  #length = FRAME_BYTES;

  constructor(chunkBytes: number) {
    this.#chunkBytes = chunkBytes;
    this.#buffer = Buffer.allocUnsafeSlow(chunkBytes);
    this.#view = new DataView(this.#buffer.buffer);
    this.#length += BINARY_HEADER.copy(this.#buffer, this.#length);
  }

  get isFull(): boolean {
    return this.#length >= this.#chunkBytes - 1024;
  }

  /** The chunk as a protocol message; the buffer starts a new one. */
  takeFrame(): Buffer {
    const frame = this.#buffer.subarray(0, this.#length);
    frame[0] = COPY_DATA;
    frame.writeInt32BE(this.#length - 1, 1);
    this.#buffer = Buffer.allocUnsafeSlow(this.#chunkBytes);
    this.#view = new DataView(this.#buffer.buffer);
    this.#length = FRAME_BYTES;
    return frame;
  }

  startRow(columns: number): void {
    this.#reserve(2);
    this.#view.setInt16(this.#length, columns);
    this.#length += 2;
  }

  endCopy(): void {
    this.#reserve(2);
    this.#length = this.#buffer.writeInt16BE(-1, this.#length);
  }

  null(): void {
    this.#int32(NULL_LENGTH);
  }

  bool(value: boolean): void {
    this.#field(1);
    this.#buffer[this.#length++] = value ? 1 : 0;
  }

  int2(value: number): void {
    this.#field(2);
    this.#view.setInt16(this.#length, inRange(value, 0x7fff));
    this.#length += 2;
  }

  int4(value: number): void {
    this.#field(4);
    this.#view.setInt32(this.#length, inRange(value, 0x7fff_ffff));
    this.#length += 4;
  }

  int8(value: bigint): void {
    this.#field(8);
    this.#length = this.#buffer.writeBigInt64BE(value, this.#length);
  }

  float8(value: number): void {
    this.#field(8);
    this.#view.setFloat64(this.#length, value);
    this.#length += 8;
  }

  /** UTF-8; `prefix` is a byte before it (jsonb's version). */
  text(value: string, prefix?: number): void {
    const most = value.length * 3 + 1;
    this.#reserve(4 + most);
    const start = this.#length + 4;
    let end = start;
    if (prefix !== undefined) this.#buffer[end++] = prefix;
    end = this.#ascii(value, end) ?? end + this.#buffer.write(value, end, "utf8");
    this.#view.setInt32(this.#length, end - start);
    this.#length = end;
  }

  bytes(value: Uint8Array): void {
    this.#field(value.length);
    this.#buffer.set(value, this.#length);
    this.#length += value.length;
  }

  /** A one-dimensional array: header, then one field per element written by `element`. */
  array(elementOid: number, length: number, hasNulls: boolean, element: (index: number) => void): void {
    this.#reserve(24);
    const start = this.#length;
    this.#length += 4;
    this.#int32(length === 0 ? 0 : 1);
    this.#int32(hasNulls ? 1 : 0);
    this.#int32(elementOid);
    if (length > 0) {
      this.#int32(length);
      this.#int32(1);
    }
    for (let i = 0; i < length; i++) element(i);
    this.#buffer.writeInt32BE(this.#length - start - 4, start);
  }

  /** Writes a short ASCII text and returns its end, undefined for any other: faster than a call into Node for a symbol. */
  #ascii(value: string, start: number): number | undefined {
    if (value.length > SHORT_TEXT) return undefined;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code > 0x7f) return undefined;
      this.#buffer[start + i] = code;
    }
    return start + value.length;
  }

  #int32(value: number): void {
    this.#reserve(4);
    this.#view.setInt32(this.#length, value);
    this.#length += 4;
  }

  #field(bytes: number): void {
    this.#reserve(4 + bytes);
    this.#view.setInt32(this.#length, bytes);
    this.#length += 4;
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#buffer.length * 2, this.#length + bytes));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
    this.#view = new DataView(larger.buffer);
  }
}

/** A view would silently keep the low bits. */
function inRange(value: number, largest: number): number {
  if (value > largest || value < -largest - 1) throw new RangeError(`${value} is out of range`);
  return value;
}
