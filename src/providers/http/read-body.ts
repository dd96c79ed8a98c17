/** The body is longer than the caller takes. */
export class BodyTooLarge extends Error {}

/**
 * Reads a body as text while it is not longer than `maxBytes` after decompression; longer ones are cut off and never
 * held. Throws BodyTooLarge, and what the stream throws where the connection breaks off.
 */
export async function readBody(response: Response, maxBytes: number): Promise<string> {
  const { body, headers } = response;
  if (body === null) return "";
  if (Number(headers.get("content-length")) > maxBytes) {
    await body.cancel();
    throw new BodyTooLarge();
  }
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  // Leaving the loop early cancels the stream, and with it the connection.
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new BodyTooLarge();
    parts.push(decoder.decode(chunk, { stream: true }));
  }
  parts.push(decoder.decode());
  return parts.join("");
}
