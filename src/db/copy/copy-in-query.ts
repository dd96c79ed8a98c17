import type { Connection } from "pg";
import { CopyBuffer } from "./copy-buffer.ts";
import type { CopyColumn } from "./copy-columns.ts";

/** Large enough that system calls do not count, small enough that encoding one never blocks the event loop for a millisecond. */
const CHUNK_BYTES = 64 * 1024;

/** The parts of pg's connection that a COPY uses and its typings leave out. */
interface CopyConnection extends Connection {
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

/**
 * `copy … from stdin (format binary)` as an object for `client.query`. Each chunk is encoded when the socket has taken the one
 * before. Whatever fails – a value, the server, the connection – ends the COPY and calls `settle` once: after a bad value the
 * server is told so and the client stays usable.
 */
export class CopyInQuery {
  /** What a watch over statements shows. */
  readonly text: string;
  readonly #columns: readonly CopyColumn[];
  readonly #rows: number;
  readonly #settle: (error: unknown, rowsCopied: number) => void;
  readonly #buffer = new CopyBuffer(CHUNK_BYTES);
  #nextRow = 0;
  #encodeError: unknown;
  #rowsCopied = 0;
  #settled = false;

  constructor(
    text: string,
    columns: readonly CopyColumn[],
    rows: number,
    settle: (error: unknown, rowsCopied: number) => void,
  ) {
    this.text = text;
    this.#columns = columns;
    this.#rows = rows;
    this.#settle = settle;
  }

  submit(connection: Connection): void {
    connection.query(this.text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.#pump(connection);
  }

  handleCommandComplete(message: { readonly text: string }): void {
    this.#rowsCopied = Number(message.text.replace(/^COPY /, ""));
  }

  handleReadyForQuery(): void {
    this.#finish(undefined);
  }

  handleError(error: unknown): void {
    this.#finish(this.#encodeError ?? error);
  }

  #pump(connection: CopyConnection): void {
    if (this.#settled) return; // the server or the connection has ended the COPY meanwhile
    try {
      while (this.#nextRow < this.#rows) {
        this.#encodeRow(this.#nextRow++);
        if (!this.#buffer.isFull) continue;
        this.#sendChunk(connection);
        return;
      }
      this.#buffer.endCopy();
    } catch (error) {
      this.#encodeError = error;
      connection.sendCopyFail("a value could not be encoded");
      return;
    }
    connection.stream.write(this.#buffer.takeFrame());
    connection.endCopyFrom();
  }

  /** Goes on through the event loop: a fast socket drains at once, and a loop of nothing but drains starves heartbeats. */
  #sendChunk(connection: CopyConnection): void {
    const next = () => setImmediate(() => this.#pump(connection));
    if (connection.stream.write(this.#buffer.takeFrame())) next();
    else connection.stream.once("drain", next);
  }

  #encodeRow(row: number): void {
    this.#buffer.startRow(this.#columns.length);
    for (const column of this.#columns) column.write(this.#buffer, row);
  }

  #finish(error: unknown): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#settle(error, this.#rowsCopied);
  }
}
