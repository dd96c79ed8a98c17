import { formatDate, formatInstant, NONE } from "@/lib/format.ts";
import { TableFrame } from "../table/table-frame.tsx";
import type { Explained } from "./explained.ts";

const HEADERS = ["Symbol", "Provider", "Closes", "Covered", "Last fetch"];

/** Who gave the prices of each symbol, how much of them, and when they were last asked for. */
export function PriceSources({ sources }: { readonly sources: Explained["sources"] }) {
  return (
    <TableFrame label="Sources of the prices by symbol" className="max-h-72">
      <thead className="sticky top-0 bg-surface-2">
        <tr>
          {HEADERS.map((header) => (
            <th key={header} scope="col" className="px-3 py-1.5 text-left font-medium">
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => (
          <tr key={source.symbol} className="border-t">
            <th scope="row" className="px-3 py-1 text-left font-medium">
              {source.symbol}
            </th>
            <td className="px-3 py-1">{source.provider ?? "none"}</td>
            <td className="px-3 py-1">{closesText(source.closes)}</td>
            <td className="numeric px-3 py-1">{rangeText(source.covered_from, source.covered_to)}</td>
            <td className="numeric px-3 py-1">
              {source.last_fetch === null ? "never" : formatInstant(source.last_fetch.at)}
            </td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

function closesText(closes: "raw" | "adjusted" | null): string {
  if (closes === null) return NONE;
  return closes === "raw" ? "as printed" : "adjusted";
}

function rangeText(from: string | null, to: string | null): string {
  if (from === null || to === null) return "nothing";
  return `${formatDate(from)} – ${formatDate(to)}`;
}
