interface GrowthPoint {
  readonly portfolios: number;
  /** Of a portfolio session. */
  readonly microseconds: number;
  readonly peakBytes: number;
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [640, 320, 70, 40, 30];

/** An SVG of cost and memory over the number of portfolios, its axis in powers of ten. */
export function growthPlot(points: readonly GrowthPoint[]): string {
  const logs = points.map(({ portfolios }) => Math.log10(portfolios));
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const x = (index: number) => LEFT + ((WIDTH - 2 * LEFT) * (logs[index]! - low)) / (high - low || 1);
  const scaled = (values: readonly number[]) => {
    const most = Math.max(...values) * 1.2;
    return values.map((value, index) => ({
      x: x(index),
      y: TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / most),
    }));
  };
  const cost = points.map(({ microseconds }) => microseconds);
  const memory = points.map(({ peakBytes }) => peakBytes / 2 ** 20);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">
<title>Cost of a portfolio session and memory of the worker, by number of portfolios</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<text x="${LEFT}" y="18" fill="#3446c4">microseconds a portfolio session</text>
<text x="${WIDTH - LEFT}" y="18" fill="#b8430a" text-anchor="end">most memory of the worker, MB</text>
<line x1="${LEFT}" x2="${WIDTH - LEFT}" y1="${HEIGHT - BOTTOM}" y2="${HEIGHT - BOTTOM}" stroke="#888"/>
${series(scaled(cost), cost, "#3446c4", -8)}
${series(scaled(memory), memory, "#b8430a", 18)}
${points.map(({ portfolios }, index) => `<text x="${x(index)}" y="${HEIGHT - 20}" text-anchor="middle">${portfolios}</text>`).join("\n")}
</svg>
`;
}

function series(
  at: readonly { readonly x: number; readonly y: number }[],
  values: readonly number[],
  color: string,
  labelOffset: number,
): string {
  const path = at.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
  const labels = at.map(
    ({ x, y }, index) =>
      `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="3" fill="${color}"/><text x="${x.toFixed(1)}" y="${(y + labelOffset).toFixed(1)}" text-anchor="middle" fill="${color}">${values[index]!.toFixed(0)}</text>`,
  );
  return `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2"/>\n${labels.join("\n")}`;
}
