import { CircleCheck, CircleX } from "lucide-react";
import { Missing } from "@/components/numbers.tsx";
import { TableFrame } from "@/components/table/table-frame.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { formatNumber } from "@/lib/format.ts";
import { formatP, verdictOf } from "./backtest-words.ts";
import type { VarTest } from "./tail-risk-types.ts";

export interface TestRow extends VarTest {
  readonly name: string;
}

const HEADERS = ["Exceptions", "Expected", "Forecasts"];
const TESTS = [
  { id: "kupiec", header: "Number (Kupiec)" },
  { id: "independence", header: "Independence (Christoffersen)" },
  { id: "joint", header: "Both" },
] as const;
const LIGHTS = { green: "good", yellow: "warning", red: "bad" } as const;

/** Exceptions and what the tests say of them at 5 %. */
export function TestsTable({ label, rows }: { readonly label: string; readonly rows: readonly TestRow[] }) {
  return (
    <TableFrame label={label}>
      <thead className="bg-surface-2">
        <tr>
          <th scope="col" className="px-3 py-1.5 text-left font-medium">
            Forecast
          </th>
          {HEADERS.map((header) => (
            <th key={header} scope="col" className="px-3 py-1.5 text-right font-medium">
              {header}
            </th>
          ))}
          {TESTS.map(({ id, header }) => (
            <th key={id} scope="col" className="px-3 py-1.5 text-left font-medium">
              {header}
            </th>
          ))}
          <th scope="col" className="px-3 py-1.5 text-left font-medium">
            Basel light
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name} className="border-t">
            <th scope="row" className="px-3 py-1.5 text-left font-medium whitespace-nowrap">
              {row.name}
              {row.low_power === true ? (
                <span className="block text-xs font-normal text-muted">
                  under five expected: seldom finds fault
                </span>
              ) : null}
            </th>
            <Count value={row.exceptions} row={row} digits={0} />
            <Count value={row.expected} row={row} digits={1} />
            <Count value={row.forecasts} row={row} digits={0} />
            {TESTS.map(({ id }) => (
              <td key={id} className="px-3 py-1.5">
                <TestVerdict test={row[id]} row={row} />
              </td>
            ))}
            <td className="px-3 py-1.5 capitalize">
              {row.traffic_light === null ? (
                <span className="text-muted">–</span>
              ) : (
                <Badge tone={LIGHTS[row.traffic_light]}>{row.traffic_light}</Badge>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

interface CountProps {
  readonly value: number | null;
  readonly row: TestRow;
  readonly digits: number;
}

function Count({ value, row, digits }: CountProps) {
  return (
    <td className="numeric px-3 py-1.5 text-right">
      {value === null ? <Missing reason={row.reason} /> : formatNumber(value, digits)}
    </td>
  );
}

function TestVerdict({ test, row }: { readonly test: VarTest["kupiec"]; readonly row: TestRow }) {
  if (test === null) return <Missing reason={row.reason} />;
  const { word, tone } = verdictOf(test.p);
  return (
    <span className="inline-flex items-center gap-2">
      <Badge tone={tone}>
        {word === "passes" ? <CircleCheck aria-hidden /> : <CircleX aria-hidden />}
        {word}
      </Badge>
      <span className="numeric text-xs text-muted">{formatP(test.p)}</span>
    </span>
  );
}
