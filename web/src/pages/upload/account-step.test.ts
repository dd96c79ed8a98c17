import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { unreachable } from "@/api/problem.ts";
import type { Upload } from "./use-upload.ts";

beforeAll(() => {
  vi.stubGlobal("localStorage", { getItem: () => null });
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
  vi.stubGlobal("document", { documentElement: {} });
});

afterAll(() => vi.unstubAllGlobals());

describe("AccountStep", () => {
  it("says that the positions could not be read anew, and offers to try again", async () => {
    const { AccountStep } = await import("./account-step.tsx");
    const preview = { data: undefined, error: unreachable(new Error("no answer")) };
    const upload = { preview, sent: { file: new File([], "ira.csv"), mapping: null } };
    const step = createElement(AccountStep, { upload: upload as unknown as Upload });
    const html = renderToString(createElement(QueryClientProvider, { client: new QueryClient() }, step));
    expect(html).toContain("The server cannot be reached.");
    expect(html).toContain("Try again");
  });
});
