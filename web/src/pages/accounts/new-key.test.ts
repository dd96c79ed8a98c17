import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { NewKey } from "./new-key.tsx";

afterEach(() => vi.unstubAllGlobals());

describe("NewKey", () => {
  it.each([true, false])("has a button to copy where pages may: %s", (isSecure) => {
    vi.stubGlobal("isSecureContext", isSecure);
    const html = renderToString(createElement(NewKey, { name: "Nightly export", secret: "abc123" }));
    expect(html).toContain("abc123");
    expect(html.includes("<button")).toBe(isSecure);
  });
});
