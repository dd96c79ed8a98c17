export interface PivotedFit {
  /** k coefficients; NaN for a column that the others determine. */
  readonly coefficients: Float64Array;
  /** Diagonal of (XᵀX)⁻¹ over the columns kept; NaN for the others. */
  readonly inverseDiagonal: Float64Array;
  readonly rank: number;
  /** Σ of squared residuals. */
  readonly residualSumOfSquares: number;
}

/** A pivot below this share of the first one belongs to a column that the others determine. */
const RANK_TOLERANCE = 1e-10;

/**
 * Least squares of y on the columns of X without intercept (centre both first for one), by Householder QR with
 * column pivoting: loses cond(X) digits where the normal equations lose its square. X is rows×k row-major, rows ≥ k;
 * neither may hold a missing element. Columns found dependent get no coefficient, not 0.
 * Source: Golub & Van Loan, 5.4.2.
 */
export function pivotedLeastSquares(x: Float64Array, rows: number, k: number, y: Float64Array): PivotedFit {
  const a = x.slice(0, rows * k);
  const rhs = y.slice(0, rows);
  const order = Array.from({ length: k }, (_, j) => j);
  let rank = 0;
  let first = 0;
  for (let j = 0; j < k; j++) {
    const best = largestColumn(a, rows, k, j);
    swapColumns(a, rows, k, j, best.column);
    [order[j], order[best.column]] = [order[best.column]!, order[j]!];
    if (j === 0) first = best.norm;
    if (!(best.norm > RANK_TOLERANCE * first)) break;
    reflect(a, rows, k, j, best.norm, rhs);
    rank++;
  }
  return backSubstitute(a, rows, k, rank, order, rhs);
}

/** Column from j on with the largest norm below row j; the lowest index wins a tie. */
function largestColumn(a: Float64Array, rows: number, k: number, j: number) {
  let [column, norm] = [j, -1];
  for (let c = j; c < k; c++) {
    let sum = 0;
    for (let r = j; r < rows; r++) sum += a[r * k + c]! * a[r * k + c]!;
    if (Math.sqrt(sum) > norm) [column, norm] = [c, Math.sqrt(sum)];
  }
  return { column, norm };
}

function swapColumns(a: Float64Array, rows: number, k: number, p: number, q: number): void {
  if (p === q) return;
  for (let r = 0; r < rows; r++) {
    const held = a[r * k + p]!;
    a[r * k + p] = a[r * k + q]!;
    a[r * k + q] = held;
  }
}

/** Applies the Householder reflection that clears column j below its diagonal to the rest of `a` and to `rhs`. */
function reflect(a: Float64Array, rows: number, k: number, j: number, norm: number, rhs: Float64Array): void {
  const diagonal = a[j * k + j]! > 0 ? -norm : norm;
  const v = new Float64Array(rows);
  for (let r = j; r < rows; r++) v[r] = a[r * k + j]!;
  v[j] = v[j]! - diagonal;
  let vv = 0;
  for (let r = j; r < rows; r++) vv += v[r]! * v[r]!;
  for (let c = j + 1; c < k; c++) {
    let dot = 0;
    for (let r = j; r < rows; r++) dot += v[r]! * a[r * k + c]!;
    const factor = (2 * dot) / vv;
    for (let r = j; r < rows; r++) a[r * k + c] = a[r * k + c]! - factor * v[r]!;
  }
  let dot = 0;
  for (let r = j; r < rows; r++) dot += v[r]! * rhs[r]!;
  const factor = (2 * dot) / vv;
  for (let r = j; r < rows; r++) rhs[r] = rhs[r]! - factor * v[r]!;
  a[j * k + j] = diagonal;
}

function backSubstitute(
  a: Float64Array,
  rows: number,
  k: number,
  rank: number,
  order: readonly number[],
  rhs: Float64Array,
): PivotedFit {
  const coefficients = new Float64Array(k).fill(Number.NaN);
  const inverseDiagonal = new Float64Array(k).fill(Number.NaN);
  const solution = solveUpper(a, k, rank, rhs);
  const inverse = new Float64Array(rank);
  for (let unit = 0; unit < rank; unit++) {
    const e = new Float64Array(rank);
    e[unit] = 1;
    const column = solveUpper(a, k, rank, e);
    for (let i = 0; i < rank; i++) inverse[i] = inverse[i]! + column[i]! * column[i]!;
  }
  for (let i = 0; i < rank; i++) {
    coefficients[order[i]!] = solution[i]!;
    inverseDiagonal[order[i]!] = inverse[i]!;
  }
  let residualSumOfSquares = 0;
  for (let r = rank; r < rows; r++) residualSumOfSquares += rhs[r]! * rhs[r]!;
  return { coefficients, inverseDiagonal, rank, residualSumOfSquares };
}

function solveUpper(a: Float64Array, k: number, size: number, b: Float64Array): Float64Array {
  const x = new Float64Array(size);
  for (let i = size - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let j = i + 1; j < size; j++) sum -= a[i * k + j]! * x[j]!;
    x[i] = sum / a[i * k + i]!;
  }
  return x;
}
