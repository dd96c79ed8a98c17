import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

const SECRET_BYTES = 32;

/** 256 random bits as URL-safe text. */
export function randomSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

/**
 * What is stored of a random secret. Only for secrets of full entropy: a person's password goes through scrypt.
 */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret, "utf8").digest("base64url");
}

/** Compares two texts in a time that depends on neither; their lengths stay secret too. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}
