import { type MouseEvent, useState } from "react";
import { count, formatDate } from "@/lib/format.ts";
import { jobName } from "./job-names.ts";
import { cellPath, type MatrixPortfolio, phaseCells } from "./matrix-cells.ts";

interface MatrixRowProps {
  readonly phase: MatrixPortfolio["phases"][number];
  readonly sessions: readonly string[];
}

const WIDEST = 12;
const NARROWEST = 3;
const HEIGHT = 12;
/** Missing cells are hollow, so that colour is not all that tells them apart. */
const RIM = 1.5;
/** What the cells of a row may take, in pixels, before they have to be scrolled. */
const ROOM = 660;

/** One phase over the sessions of the range: four paths, however many sessions. */
export function MatrixRow({ phase, sessions }: MatrixRowProps) {
  const [under, setUnder] = useState<string | null>(null);
  const { done, missing } = phaseCells(sessions, phase);
  const size = Math.max(NARROWEST, Math.min(WIDEST, Math.floor(ROOM / Math.max(1, sessions.length))));
  const cell = { size, gap: size > 5 ? 2 : 1, height: HEIGHT };
  const width = sessions.length * size;
  const [first] = phase.missing;
  const last = phase.missing.at(-1);

  const point = (event: MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setUnder(sessions[Math.floor((event.clientX - box.left) / size)] ?? null);
  };

  return (
    <tr>
      <th scope="row" className="py-0.5 pr-3 text-left font-normal whitespace-nowrap">
        {jobName(phase.phase)}
      </th>
      <td className="py-0.5 pr-3">
        <svg
          width={width}
          height={HEIGHT}
          viewBox={`0 0 ${width} ${HEIGHT}`}
          aria-hidden
          onMouseMove={point}
          onMouseLeave={() => setUnder(null)}
          className="block"
        >
          <title>{under === null ? "" : `${formatDate(under)}: ${stateOf(under, phase)}`}</title>
          <path d={cellPath([{ first: 0, length: sessions.length }], cell)} fill="var(--surface-2)" />
          <path d={cellPath(done, cell)} fill="var(--gain)" />
          <path d={cellPath(missing, cell)} fill="var(--danger)" />
          <path d={cellPath(missing, cell, RIM)} fill="var(--danger-soft)" />
        </svg>
      </td>
      <td className="numeric py-0.5 pr-3 text-right text-muted">{phase.completed}</td>
      <td className="numeric py-0.5 whitespace-nowrap">
        {first === undefined || last === undefined ? (
          <span className="text-muted">none missing</span>
        ) : (
          <span className="text-danger">
            {count(phase.missing.length, "session")} missing
            <span className="text-muted">
              {first === last ? `: ${formatDate(first)}` : `: ${formatDate(first)} – ${formatDate(last)}`}
            </span>
          </span>
        )}
      </td>
    </tr>
  );
}

function stateOf(session: string, { done, missing }: MatrixRowProps["phase"]): string {
  if (missing.includes(session)) return "missing";
  return done.some(({ from, to }) => session >= from && session <= to) ? "completed" : "not needed";
}
