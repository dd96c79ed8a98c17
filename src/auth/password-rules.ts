import { COMMON_WORDS } from "./common-passwords.ts";

export const MIN_PASSWORD_LENGTH = 10;
export const MAX_PASSWORD_LENGTH = 128;

/** A password says nothing that is known of its owner, nor what everybody takes, nor one thing over and over. */
const MIN_DISTINCT = 5;
const SHORTEST_NAME = 4;
/** Three common words in a row are a guess; more of them make a phrase. */
const MOST_WORDS = 3;
/** Of digits and signs alone shorter ones are dates and telephone numbers. */
const LONG_NUMBER = 16;

/** As people disguise letters. */
const DISGUISES: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};
const BY_LENGTH = COMMON_WORDS.toSorted((a, b) => b.length - a.length);

/**
 * Why a password is not taken, in words for its owner; null for a good one. Length is what counts, after Unicode NFKC;
 * no rule asks for signs or capitals (NIST SP 800-63B).
 */
export function passwordProblem(
  password: string,
  owner: { readonly email: string; readonly fullName: string },
): string | null {
  const text = password.normalize("NFKC");
  const { length } = Array.from(text);
  if (length < MIN_PASSWORD_LENGTH || password.length > MAX_PASSWORD_LENGTH)
    return `the password needs ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters`;
  const lower = text.toLowerCase();
  if (new Set(lower).size < MIN_DISTINCT)
    return `the password needs at least ${MIN_DISTINCT} different characters`;
  if (isSequence(lower)) return "the password is a row of neighbouring characters";
  if (namesOf(owner).some((name) => lower.includes(name) && lower.length - name.length < MIN_PASSWORD_LENGTH))
    return "the password contains the e-mail address or the name";
  if (isCommon(lower)) return "the password is one of those that are guessed first";
  return null;
}

/** Whether each character is followed by its neighbour, up or down: 1234567890, fedcba. */
function isSequence(lower: string): boolean {
  const steps = new Set(
    Array.from({ length: lower.length - 1 }, (_, i) => lower.charCodeAt(i + 1) - lower.charCodeAt(i)),
  );
  steps.delete(-9); // from 9 on to 0
  steps.delete(9);
  return steps.size === 1 && (steps.has(1) || steps.has(-1));
}

/** The address, its part before the @, and the words of the name, where long enough to tell. */
function namesOf({
  email,
  fullName,
}: {
  readonly email: string;
  readonly fullName: string;
}): readonly string[] {
  const [local = "", domain = ""] = email.toLowerCase().split("@");
  return [
    email.toLowerCase(),
    local,
    domain.split(".")[0] as string,
    ...fullName.toLowerCase().split(/\s+/),
  ].filter((name) => name.length >= SHORTEST_NAME);
}

/** Whether nothing but common words, digits and signs is left, as typed or with the usual disguises taken off. */
function isCommon(lower: string): boolean {
  const core = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  const plain = Array.from(core, (character) => DISGUISES[character] ?? character).join("");
  return [lower, ...(plain === "" ? [] : [plain])].some((text) => {
    let rest = text;
    let words = 0;
    for (const word of BY_LENGTH) {
      const parts = rest.split(word);
      words += parts.length - 1;
      rest = parts.join(" ");
    }
    if (/\p{L}/u.test(rest)) return false;
    return words === 0 ? text.length < LONG_NUMBER : words <= MOST_WORDS;
  });
}
