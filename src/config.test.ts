import { describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";

describe("SIGMASIGHT_BETA_REFERENCE", () => {
  const references = (text?: string) =>
    readConfig(text === undefined ? {} : { SIGMASIGHT_BETA_REFERENCE: text }).betaReferences;

  it("is nobody where it is absent or empty", () => {
    expect(references()).toEqual([]);
    expect(references("")).toEqual([]);
  });

  it("names each symbol once, in one order however it is written", () => {
    expect(references("MSFT, aapl,,MSFT ,BRK.B")).toEqual(["AAPL", "BRK.B", "MSFT"]);
    expect(references("BRK.B,AAPL,MSFT")).toEqual(["AAPL", "BRK.B", "MSFT"]);
  });
});

const DATABASE_URL = "postgres://me@db/sigmasight";
const providersOf = (environment: Readonly<Record<string, string>>) => {
  const { providers, providersChosen, demo } = readConfig(environment);
  return { providers, providersChosen, demo };
};

describe("who is asked for prices", () => {
  it("by a new clone nobody but the synthetic market of its demo", () => {
    expect(providersOf({})).toEqual({ providers: ["synthetic"], providersChosen: true, demo: true });
  });

  it("in production files, then Yahoo", () => {
    expect(providersOf({ DATABASE_URL, SIGMASIGHT_PRICES_DIR: "/prices" })).toEqual({
      providers: ["files", "yahoo"],
      providersChosen: false,
      demo: false,
    });
  });

  it("without a folder of files only Yahoo, never the synthetic market unasked", () => {
    const expected = { providers: ["yahoo"], providersChosen: false, demo: false };
    expect(providersOf({ DATABASE_URL })).toEqual(expected);
    expect(providersOf({ SIGMASIGHT_DEMO: "0" })).toEqual(expected);
  });

  it("for a demo that is asked for the synthetic market, whatever the database", () => {
    expect(providersOf({ DATABASE_URL, SIGMASIGHT_DEMO: "1" })).toMatchObject({ providers: ["synthetic"] });
  });

  it("as a person says, also nobody", () => {
    expect(
      providersOf({
        DATABASE_URL,
        SIGMASIGHT_PROVIDERS: "tiingo, yahoo",
        SIGMASIGHT_TIINGO_KEY: "0123456789",
      }),
    ).toEqual({ providers: ["tiingo", "yahoo"], providersChosen: true, demo: false });
    expect(providersOf({ DATABASE_URL, SIGMASIGHT_PROVIDERS: "none" })).toEqual({
      providers: [],
      providersChosen: true,
      demo: false,
    });
  });

  it.each([
    [{ SIGMASIGHT_PROVIDERS: "tiingo" }, "SIGMASIGHT_TIINGO_KEY: needed by the provider tiingo"],
    [{ SIGMASIGHT_PROVIDERS: "fmp" }, "SIGMASIGHT_FMP_KEY: needed by the provider fmp"],
    [{ SIGMASIGHT_PROVIDERS: "none,yahoo" }, "SIGMASIGHT_PROVIDERS: none stands alone"],
    [{ SIGMASIGHT_PROVIDERS: "files" }, "SIGMASIGHT_PRICES_DIR: needed by the provider files"],
  ])("but not as %j", (environment, message) => {
    expect(() => readConfig(environment)).toThrow(message);
  });

  it("with no key in what is said about a wrong one", () => {
    const wrong = "two words\nand a line";
    expect(() => readConfig({ SIGMASIGHT_FMP_KEY: wrong })).toThrow(/SIGMASIGHT_FMP_KEY: expected 8 to 200/);
    expect(() => readConfig({ SIGMASIGHT_FMP_KEY: wrong })).not.toThrow(/two words/);
  });
});

describe("the outside issuer", () => {
  const issuer = "https://issuer.example";
  const problem = (environment: Readonly<Record<string, string>>) => {
    try {
      readConfig(environment);
      return "";
    } catch (error) {
      return String(error);
    }
  };

  it("is nobody unless set", () => {
    expect(readConfig({}).oidc).toBeNull();
  });

  it("has audiences and an address of keys", () => {
    expect(readConfig({ SIGMASIGHT_OIDC_ISSUER: issuer, SIGMASIGHT_OIDC_AUDIENCE: "one, two" }).oidc).toEqual(
      {
        issuer,
        audience: ["one", "two"],
        jwksUrl: null,
      },
    );
  });

  it.each([
    ["without an audience", { SIGMASIGHT_OIDC_ISSUER: issuer }, "SIGMASIGHT_OIDC_AUDIENCE: needed"],
    ["as an audience of nobody", { SIGMASIGHT_OIDC_AUDIENCE: "one" }, "needs SIGMASIGHT_OIDC_ISSUER"],
    ["as keys of nobody", { SIGMASIGHT_OIDC_JWKS_URL: `${issuer}/keys` }, "needs SIGMASIGHT_OIDC_ISSUER"],
    [
      "where others can read along",
      { SIGMASIGHT_OIDC_ISSUER: "http://issuer.example", SIGMASIGHT_OIDC_AUDIENCE: "one" },
      "expected an https:// address",
    ],
  ])("is refused %s", (_what, environment, expected) => {
    expect(problem(environment)).toContain(expected);
  });
});

describe("the address people use", () => {
  const outside = { SIGMASIGHT_PUBLIC_URL: "https://book.example" };
  it.each([
    ["a proxy that is believed", { ...outside, SIGMASIGHT_TRUST_PROXY: "1" }],
    ["a server that listens outside", { ...outside, HOST: "0.0.0.0" }],
    ["this machine", { SIGMASIGHT_PUBLIC_URL: "http://localhost:8080" }],
  ])("may lead to %s", (_what, environment) => {
    expect(() => readConfig(environment)).not.toThrow();
  });

  it("does not lead to a server for this machine alone", () => {
    expect(() => readConfig(outside)).toThrow("SIGMASIGHT_TRUST_PROXY: needed");
  });
});
