import { summary } from "./report.ts";

export interface GrowthPoint {
  readonly portfolios: number;
  /** Of a portfolio session. */
  readonly microseconds: number;
  readonly peakBytes: number;
}

const [WIDTH, LEFT, RIGHT] = [720, 70, 20];
const [PANEL, GAP, TOP, BOTTOM] = [190, 56, 34, 44];
const HEIGHT = TOP + 2 * PANEL + GAP + BOTTOM;
const COST = { color: "#3446c4", title: "Processors' time for a portfolio session, µs" };
const MEMORY = { color: "#b8430a", title: "Most memory of the worker, MB" };
/** What counts as flat. */
const TOLERANCE = 0.2;

/** An SVG of cost and memory over the number of portfolios, in powers of ten. The band is the median cost ± 20 %. */
export function growthPlot(points: readonly GrowthPoint[]): string {
  const logs = points.map(({ portfolios }) => Math.log10(portfolios));
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const width = WIDTH - LEFT - RIGHT - 60;
  const xs = logs.map((log) => LEFT + 30 + (width * (log - low)) / (high - low || 1));
  const costs = points.map(({ microseconds }) => microseconds);
  const middle = summary(costs).median;
  const memory = points.map(({ peakBytes }) => peakBytes / 2 ** 20);
  const ticks = points.map(
    ({ portfolios }, index) =>
      `<text x="${xs[index]}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${portfolios.toLocaleString("en")}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#333">
<title>Cost of a portfolio session and memory of the worker, by number of portfolios</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${panel(TOP, xs, costs, COST, [middle * (1 - TOLERANCE), middle * (1 + TOLERANCE)])}
${panel(TOP + PANEL + GAP, xs, memory, MEMORY, null)}
${ticks.join("\n")}
<text x="${LEFT + 30 + width / 2}" y="${HEIGHT - 8}" text-anchor="middle">portfolios</text>
</svg>
`;
}

function panel(
  top: number,
  xs: readonly number[],
  values: readonly number[],
  { color, title }: { readonly color: string; readonly title: string },
  band: readonly [number, number] | null,
): string {
  const most = niceAbove(Math.max(...values, band?.[1] ?? 0));
  const y = (value: number) => top + PANEL * (1 - value / most);
  const right = WIDTH - RIGHT;
  const grid = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const at = y(share * most).toFixed(1);
    return `<line x1="${LEFT}" x2="${right}" y1="${at}" y2="${at}" stroke="#ddd"/><text x="${LEFT - 8}" y="${Number(at) + 4}" text-anchor="end">${share * most}</text>`;
  });
  const shaded =
    band === null
      ? ""
      : `<rect x="${LEFT}" width="${right - LEFT}" y="${y(band[1]).toFixed(1)}" height="${(y(band[0]) - y(band[1])).toFixed(1)}" fill="${color}" opacity="0.1"/>
<text x="${right - 4}" y="${(y(band[0]) - 5).toFixed(1)}" text-anchor="end" fill="${color}">± 20 %</text>`;
  const path = xs.map((x, index) => `${x.toFixed(1)},${y(values[index]!).toFixed(1)}`).join(" ");
  const dots = xs.map((x, index) => {
    const [cx, cy] = [x.toFixed(1), y(values[index]!)];
    return `<circle cx="${cx}" cy="${cy.toFixed(1)}" r="3.5" fill="${color}"/><text x="${cx}" y="${(cy - 9).toFixed(1)}" text-anchor="middle" fill="${color}">${values[index]!.toFixed(0)}</text>`;
  });
  return `<text x="${LEFT}" y="${top - 12}" font-size="13" font-weight="bold" fill="${color}">${title}</text>
${grid.join("\n")}
${shaded}
<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2"/>
${dots.join("\n")}`;
}

/** 1, 2, 4, 6 or 8 times a power of ten, or more, with room for a label above. */
function niceAbove(value: number): number {
  const wanted = value * 1.15;
  const power = 10 ** Math.floor(Math.log10(wanted));
  return [1, 2, 4, 6, 8, 10].find((factor) => factor * power >= wanted)! * power;
}
