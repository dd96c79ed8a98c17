import type { ExplainedSource } from "./explained.ts";

const OWNERS = { portfolio: "the portfolio", position: "the lot", flow: "the change of equity" } as const;

/** Where an input comes from, in a few words. */
export function describeSource(source: ExplainedSource): string {
  const field = (source.field ?? "").replaceAll("_", " ");
  switch (source.kind) {
    case "fact":
      return `Stated by the owner: ${field} of ${owner(source.of, source.ids?.length ?? 1)}`;
    case "prices":
      return `Market data: ${source.series ?? "prices"} of ${source.symbol ?? "the symbol"}`;
    case "profile":
      return `Company profile: ${field} of ${listed(source.symbols ?? [])}`;
    case "result":
      return (source.keys?.length ?? 1) === 1 ? "Another number" : "Other numbers";
    case "constant":
      return "Constant of the method";
    case "table":
      return `Table of the program: ${source.table ?? ""}, row ${source.row ?? ""}`;
  }
}

function owner(of: string | undefined, many: number): string {
  const one = OWNERS[of as keyof typeof OWNERS] ?? "the fact";
  return many === 1 ? one : `${many} ${one.replace(/^the (change|lot)/, "$1s")}`;
}

function listed(symbols: readonly string[]): string {
  if (symbols.length <= 3) return symbols.join(", ");
  return `${symbols.slice(0, 2).join(", ")} and ${symbols.length - 2} more`;
}
