import { describe, expect, it } from "vitest";
import { passwordProblem } from "./password-rules.ts";

const OWNER = { email: "ada.lovelace@analytical.example", fullName: "Augusta Ada King" };

describe("a password is taken", () => {
  it.each([
    "correct horse battery",
    "kR7#vw2Lpz",
    "ein langer Satz ohne Zeichen",
    "пароль из слов и букв",
    "augusta likes tea with lemon",
    "abcdefgh then something else",
    "4815162342108151",
  ])("%j", (password) => {
    expect(passwordProblem(password, OWNER)).toBeNull();
  });
});

describe("a password is refused for", () => {
  it.each([
    ["its length", "short", /10 to 128/],
    ["its length", "x".repeat(129), /10 to 128/],
    ["too few different characters", "abababababab", /different/],
    ["too few different characters", "1111111111111", /different/],
    ["being a row", "1234567890", /neighbouring/],
    ["being a row", "zyxwvutsrqponm", /neighbouring/],
    ["the address", "ada.lovelace@analytical.example", /e-mail/],
    ["the part before the @", "Ada.Lovelace1815", /e-mail/],
    ["the domain", "analytical2026", /e-mail/],
    ["a name", "augusta2026", /e-mail/],
    ["being common", "password123", /guessed/],
    ["being common", "P@ssw0rd2026!", /guessed/],
    ["being common", "qwertyuiop", /guessed/],
    ["being common", "1q2w3e4r5t6y", /guessed/],
    ["being common", "iloveyou1234", /guessed/],
    ["being common", "Welcome_2026", /guessed/],
    ["being common", "sigmasight1", /guessed/],
    ["being common", "adminadmin1", /guessed/],
    ["being common", "summer2026!!", /guessed/],
    ["being common", "24.12.1998", /guessed/],
  ])("%s: %j", (_reason, password, problem) => {
    expect(passwordProblem(password, OWNER)).toMatch(problem);
  });
});
