interface SparklineSize {
  readonly width: number;
  readonly height: number;
  /** Kept free on each side, so that the line's width is not cut off. */
  readonly margin: number;
}

/** The path of a series in an SVG, lifted over missing values; empty where nothing can be drawn. */
export function sparklinePath(values: readonly (number | null)[], size: SparklineSize): string {
  const present = values.filter((value) => value !== null);
  if (present.length < 2) return "";
  const low = present.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = present.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const width = size.width - 2 * size.margin;
  const height = size.height - 2 * size.margin;
  const step = width / (values.length - 1);
  const scale = high === low ? 0 : height / (high - low);
  const middle = high === low ? height / 2 : 0;
  let isDown = false;
  let path = "";
  for (const [index, value] of values.entries()) {
    if (value === null) {
      isDown = false;
      continue;
    }
    const x = round(size.margin + index * step);
    const y = round(size.height - size.margin - middle - (value - low) * scale);
    path += `${isDown ? "L" : "M"}${x} ${y}`;
    isDown = true;
  }
  return path;
}

function round(coordinate: number): number {
  return Math.round(coordinate * 10) / 10;
}
