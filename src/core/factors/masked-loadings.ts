import { fitLine } from "#core/stats/line-fit.ts";
import { centredMoments, FLAT_VARIANCE } from "#core/stats/moments.ts";
import { pivotedLeastSquares } from "#core/stats/pivoted-qr.ts";
import { type CompleteRows, completeRows, type SymbolReturns } from "./complete-rows.ts";
import type { FactorReturns } from "./factor-returns.ts";
import { FACTOR_PROXIES, type FactorModel, factorsOf } from "./factor-table.ts";
import { JOINT_COLUMNS, JOINT_COUNT, writeFlatJoint, writeNoJoint } from "./joint-columns.ts";
import { jointInverse } from "./joint-operator.ts";
import { LOADING_OFFSETS, UNIVARIATE_WIDTH } from "./loading-columns.ts";
import { ridgeOperator } from "./ridge-operator.ts";
import { STYLE_COUNT } from "./style-kernel.ts";
import { writeNoUnivariate } from "./univariate-columns.ts";

/**
 * Loadings of one symbol at one session by direct two-pass computation over the rows that have no missing return:
 * for symbols with gaps in the window, and where the regressors have gaps or are degenerate. Pairs count for the
 * univariate models, complete rows for ridge and joint. Each function writes its columns of the row at `rowStart`.
 */
export type MaskedEstimate = (
  symbol: SymbolReturns,
  factors: FactorReturns,
  ordinal: number,
  out: Float64Array,
  rowStart: number,
) => void;

/** Market beta, rates beta and ridge: the models of {@link rollStyles}. */
export const maskedStyles: MaskedEstimate = (symbol, factors, ordinal, out, rowStart) => {
  const { windowSessions, minObservations } = limits("ridge");
  const source = { ...factors, values: factors.proxies, width: FACTOR_PROXIES.length };
  for (let column = 0; column < 2; column++) {
    const rows = completeRows(symbol, { ...source, column, k: 1 }, ordinal, windowSessions);
    const offset = rowStart + (column === 0 ? LOADING_OFFSETS.market : LOADING_OFFSETS.rates);
    writeLine(rows, minObservations, out, offset);
  }
  const styles = completeRows(symbol, { ...source, column: 2, k: STYLE_COUNT }, ordinal, windowSessions);
  writeRidge(styles, minObservations, out, rowStart + LOADING_OFFSETS.ridge);
};

export const maskedSpreads: MaskedEstimate = (symbol, factors, ordinal, out, rowStart) => {
  const { windowSessions, minObservations } = limits("spread");
  const width = factorsOf("spread").length;
  for (let column = 0; column < width; column++) {
    const source = { ...factors, values: factors.spreads, width, column, k: 1 };
    const offset = rowStart + LOADING_OFFSETS.spread + column * UNIVARIATE_WIDTH;
    writeLine(completeRows(symbol, source, ordinal, windowSessions), minObservations, out, offset);
  }
};

export const maskedJoint: MaskedEstimate = (symbol, factors, ordinal, out, rowStart) => {
  const { windowSessions, minObservations } = limits("joint");
  const source = { ...factors, values: factors.joint, width: JOINT_COUNT, column: 0, k: JOINT_COUNT };
  const rows = completeRows(symbol, source, ordinal, windowSessions);
  if (rows.count < minObservations) writeNoJoint(out, rowStart, rows.count);
  else writeJoint(rows, out, rowStart);
};

/** Window and minimum of a model whose factors share them. */
export function limits(model: FactorModel): { windowSessions: number; minObservations: number } {
  const { windowSessions, minObservations } = factorsOf(model)[0]!;
  if (windowSessions === null || minObservations === null) throw new RangeError(`${model} has no window`);
  return { windowSessions, minObservations };
}

function writeLine({ x, y, count }: CompleteRows, minimum: number, out: Float64Array, offset: number): void {
  if (count < minimum) {
    writeNoUnivariate(out, offset, count);
    return;
  }
  const fit = fitLine(x, y, count);
  out[offset] = fit.beta;
  out[offset + 1] = fit.alpha;
  out[offset + 2] = fit.stdError;
  out[offset + 3] = fit.rSquared;
  out[offset + 4] = count;
}

function writeRidge({ x, y, count }: CompleteRows, minimum: number, out: Float64Array, offset: number): void {
  out.fill(Number.NaN, offset, offset + STYLE_COUNT + 3);
  out[offset + STYLE_COUNT + 3] = count;
  if (count < minimum) return;
  const { means, gram } = centredMoments(x, count, STYLE_COUNT);
  const operator = ridgeOperator(gram, STYLE_COUNT, count);
  if (operator === null) return;
  const { cross, squares, meanY } = crossMoments(x, y, count, means, STYLE_COUNT);
  const flat = squares <= count * FLAT_VARIANCE;
  let alpha = meanY;
  let explained = 0;
  for (let i = 0; i < STYLE_COUNT; i++) {
    let b = 0;
    for (let j = 0; j < STYLE_COUNT && !flat; j++) b += operator.matrix[i * STYLE_COUNT + j]! * cross[j]!;
    out[offset + i] = b;
    alpha -= b * means[i]!;
    explained += b * cross[i]! + b * b * operator.penalties[i]!;
  }
  out[offset + STYLE_COUNT] = alpha;
  out[offset + STYLE_COUNT + 1] = flat ? Number.NaN : explained / squares;
  out[offset + STYLE_COUNT + 2] = operator.effectiveDf;
}

function writeJoint({ x, y, count }: CompleteRows, out: Float64Array, rowStart: number): void {
  const { means, gram } = centredMoments(x, count, JOINT_COUNT);
  const { cross, squares, meanY } = crossMoments(x, y, count, means, JOINT_COUNT);
  if (squares <= count * FLAT_VARIANCE) {
    writeFlatJoint(out, rowStart, meanY, count);
    return;
  }
  const inverse = jointInverse(gram, JOINT_COUNT, count);
  const fit =
    inverse === null
      ? fitCollinear(x, y, count, means, meanY, gram)
      : fitRegular(inverse, cross, x, y, count, means, meanY);
  let alpha = meanY;
  const specificVariance = fit.ssr / (count - fit.rank - 1);
  for (let j = 0; j < JOINT_COUNT; j++) {
    const beta = fit.betas[j]!;
    out[rowStart + LOADING_OFFSETS.joint + j] = beta;
    out[rowStart + LOADING_OFFSETS.jointStdError + j] = Math.sqrt(specificVariance * fit.inverseDiagonal[j]!);
    if (!Number.isNaN(beta)) alpha -= beta * means[j]!;
  }
  out[rowStart + JOINT_COLUMNS.alpha] = alpha;
  out[rowStart + JOINT_COLUMNS.rSquared] = 1 - fit.ssr / squares;
  out[rowStart + JOINT_COLUMNS.specificVariance] = specificVariance;
  out[rowStart + JOINT_COLUMNS.observations] = count;
}

interface JointFit {
  readonly betas: Float64Array;
  readonly inverseDiagonal: Float64Array;
  readonly ssr: number;
  readonly rank: number;
}

function fitRegular(
  inverse: Float64Array,
  cross: Float64Array,
  x: Float64Array,
  y: Float64Array,
  count: number,
  means: Float64Array,
  meanY: number,
): JointFit {
  const betas = new Float64Array(JOINT_COUNT);
  const inverseDiagonal = new Float64Array(JOINT_COUNT);
  for (let i = 0; i < JOINT_COUNT; i++) {
    let beta = 0;
    for (let j = 0; j < JOINT_COUNT; j++) beta += inverse[i * JOINT_COUNT + j]! * cross[j]!;
    betas[i] = beta;
    inverseDiagonal[i] = inverse[i * JOINT_COUNT + i]!;
  }
  let ssr = 0;
  for (let r = 0; r < count; r++) {
    let residual = y[r]! - meanY;
    for (let j = 0; j < JOINT_COUNT; j++) residual -= betas[j]! * (x[r * JOINT_COUNT + j]! - means[j]!);
    ssr += residual * residual;
  }
  return { betas, inverseDiagonal, ssr, rank: JOINT_COUNT };
}

/** Pivoted QR on the standardised design. A factor that the others determine, or that is constant, gets no beta. */
function fitCollinear(
  x: Float64Array,
  y: Float64Array,
  count: number,
  means: Float64Array,
  meanY: number,
  gram: Float64Array,
): JointFit {
  const scales = new Float64Array(JOINT_COUNT);
  for (let j = 0; j < JOINT_COUNT; j++) {
    const variation = gram[j * JOINT_COUNT + j]!;
    scales[j] = variation > count * FLAT_VARIANCE ? 1 / Math.sqrt(variation) : 0;
  }
  const design = new Float64Array(count * JOINT_COUNT);
  const target = new Float64Array(count);
  for (let r = 0; r < count; r++) {
    target[r] = y[r]! - meanY;
    for (let j = 0; j < JOINT_COUNT; j++)
      design[r * JOINT_COUNT + j] = (x[r * JOINT_COUNT + j]! - means[j]!) * scales[j]!;
  }
  const fit = pivotedLeastSquares(design, count, JOINT_COUNT, target);
  return {
    betas: fit.coefficients.map((value, j) => value * scales[j]!),
    inverseDiagonal: fit.inverseDiagonal.map((value, j) => value * scales[j]! * scales[j]!),
    ssr: fit.residualSumOfSquares,
    rank: fit.rank,
  };
}

function crossMoments(x: Float64Array, y: Float64Array, count: number, means: Float64Array, k: number) {
  let meanY = 0;
  for (let r = 0; r < count; r++) meanY += y[r]!;
  meanY /= count;
  const cross = new Float64Array(k);
  let squares = 0;
  for (let r = 0; r < count; r++) {
    const dy = y[r]! - meanY;
    squares += dy * dy;
    for (let j = 0; j < k; j++) cross[j] = cross[j]! + (x[r * k + j]! - means[j]!) * dy;
  }
  return { cross, squares, meanY };
}
