import { expect, test } from "vitest";
import { portfolioOptions } from "./portfolio-names.ts";

const portfolio = (id: string, name: string, owner: string | null) => ({
  portfolio_id: id,
  portfolio_name: name,
  owner_email: owner,
});

test("portfolios are sorted by name, and namesakes told apart by their owner", () => {
  const options = portfolioOptions([
    portfolio("1", "Growth", "ada@example.org"),
    portfolio("2", "Balanced", "ada@example.org"),
    portfolio("3", "Growth", "bob@example.org"),
  ]);
  expect(options.map(({ label }) => label)).toEqual([
    "Balanced",
    "Growth (ada@example.org)",
    "Growth (bob@example.org)",
  ]);
});
