import { createMemoryHistory } from "@tanstack/react-router";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { beforeAll, describe, expect, test, vi } from "vitest";

/** Answers of the API, kept by its own tests, by the name of their file. */
const FILES: Readonly<Record<string, unknown>> = import.meta.glob("../fixtures/*.json", {
  eager: true,
  import: "default",
});
const read = (name: string): unknown => FILES[`../fixtures/${name}.json`];
const ADDRESSES = read("addresses") as Readonly<Record<string, string>>;
const PORTFOLIO = "00000000-0000-4000-8000-000000000001";
const RUN = "00000000-0000-4000-8000-000000000002";

/** Parts of a page that have an address of their own. */
const VIEWS: Readonly<Record<string, readonly string[]>> = {
  "/portfolios/$portfolioId/factors": ["history", "risk", "attribution", "holdings", "betas"],
  "/portfolios/$portfolioId/stress": ["custom", "reverse"],
  "/portfolios/$portfolioId/tail-risk": ["backtest", "performance"],
  "/portfolios/$portfolioId/data-quality": ["numbers"],
};

/** What a text must never say: a value that was not there, or that is none. */
const NONSENSE = /\b(?:undefined|NaN|Infinity)\b|\[object /;

const ORIGIN = "http://localhost";
const fixtures = new Map(
  Object.entries(ADDRESSES).map(([name, address]) => [
    address.replaceAll("{portfolio}", PORTFOLIO).replaceAll("{run}", RUN),
    name,
  ]),
);
const missing = new Set<string>();

let draw: (address: string) => Promise<string>;
let addresses: readonly string[];

beforeAll(async () => {
  const nothing = { getItem: () => null, setItem: () => undefined };
  vi.stubGlobal("localStorage", nothing);
  vi.stubGlobal("sessionStorage", nothing);
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => undefined }));
  vi.stubGlobal("getComputedStyle", () => ({ getPropertyValue: () => "#000000" }));
  vi.stubGlobal(
    "Request",
    class extends Request {
      constructor(input: string | URL | Request, init?: RequestInit) {
        super(typeof input === "string" ? new URL(input, ORIGIN) : input, init);
      }
    },
  );
  vi.stubGlobal("fetch", answer);
  const { router } = await import("./router.tsx");
  const { queryClient } = await import("./api/query-client.ts");
  const { App } = await import("./app.tsx");
  vi.stubGlobal("document", { documentElement: {} });
  addresses = Object.keys(router.routesByPath);
  draw = async (address) => {
    queryClient.clear();
    missing.clear();
    router.update({
      ...router.options,
      isServer: true,
      history: createMemoryHistory({ initialEntries: [address] }),
    });
    await router.load();
    for (;;) {
      const html = renderToString(createElement(App, { router }));
      const unasked = queryClient
        .getQueryCache()
        .getAll()
        .filter(
          (query) => query.state.data === undefined && query.state.error === null && !query.isDisabled(),
        );
      if (unasked.length === 0) return html;
      await Promise.allSettled(unasked.map((query) => query.fetch({ ...query.options, retry: false })));
    }
  };
});

describe("every page, drawn from answers of the API", () => {
  test("is among those that are tried", () => {
    expect(addresses.length).toBeGreaterThan(20);
    expect(Object.keys(VIEWS).filter((address) => !addresses.includes(address))).toEqual([]);
  });

  test("has its heading, and no text that tells of a missing or impossible value", async () => {
    const wrong: string[] = [];
    for (const route of addresses) {
      const address = route
        .replace("$portfolioId", PORTFOLIO)
        .replace("$runId", RUN)
        .replace(/(?<=.)\/$/, "");
      for (const shown of [address, ...(VIEWS[route] ?? []).map((view) => `${address}?view=${view}`)]) {
        const html = await draw(shown);
        const text = html.replaceAll(/<script[\s\S]*?<\/script>/g, "").replaceAll(/<[^>]*>/g, " ");
        if (!html.includes("<h1")) wrong.push(`${shown}: no heading`);
        if (NONSENSE.test(text)) wrong.push(`${shown}: ${NONSENSE.exec(text)?.[0]} in ${around(text)}`);
        if (missing.size > 0) wrong.push(`${shown}: no fixture of ${[...missing].join(", ")}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

function around(text: string): string {
  const at = NONSENSE.exec(text)?.index ?? 0;
  return text.slice(Math.max(0, at - 60), at + 40).replaceAll(/\s+/g, " ");
}

/** Answers as the API did when its tests kept the answer. */
async function answer(input: Request | string): Promise<Response> {
  const url = new URL(typeof input === "string" ? input : input.url, ORIGIN);
  const user = { id: "1", email: "ada@example.com", full_name: "Ada" };
  if (url.pathname === "/api/v1/auth/refresh")
    return Response.json({ access_token: "token", expires_in: 3600, user });
  const name = fixtures.get(`${url.pathname}${url.search}`);
  if (name !== undefined) return Response.json(read(name));
  missing.add(`${url.pathname}${url.search}`);
  return Response.json({ title: "no fixture", code: "NO_FIXTURE" }, { status: 404 });
}
