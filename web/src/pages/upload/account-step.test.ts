import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { unreachable } from "@/api/problem.ts";
import { AccountStep } from "./account-step.tsx";
import type { Upload } from "./use-upload.ts";

describe("AccountStep", () => {
  it("says that the positions could not be read anew, and offers to try again", () => {
    const preview = { data: undefined, error: unreachable(new Error("no answer")) };
    const upload = { preview, sent: { file: new File([], "ira.csv"), mapping: null } };
    const step = createElement(AccountStep, { upload: upload as unknown as Upload });
    const html = renderToString(createElement(QueryClientProvider, { client: new QueryClient() }, step));
    expect(html).toContain("The server cannot be reached.");
    expect(html).toContain("Try again");
  });
});
