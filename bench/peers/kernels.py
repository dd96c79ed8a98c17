"""Factor loadings by NumPy, batched over symbols: one matrix product a session and window length.

usage: kernels.py DATA symbols sessions outputs repeats
DATA holds float64 returns, session-minor: 8 proxies, then the symbols. Prints "seconds checksum" a repeat.
"""
import sys
import time

import numpy as np

WIDTH, BLOCK = 58, 256
SPY, TLT, MTUM, VTV, VUG, IWM, QUAL, USMV = range(8)


def univariate(out, c, sxx, v, mx, my, n):
    b = c / sxx
    ssr = v[:, None] - b * c
    out[:, :, 0], out[:, :, 1] = b, my[:, None] - b * mx
    out[:, :, 2], out[:, :, 3], out[:, :, 4] = np.sqrt(ssr / (n - 2) / sxx), 1 - ssr / v[:, None], n


def centred(y, x, t, n):
    yw, xw = y[:, t - n + 1 : t + 1], x[t - n + 1 : t + 1]
    my, mx = yw.mean(1), xw.mean(0)
    xc = xw - mx
    v = np.einsum("ij,ij->i", yw, yw) - n * my * my
    return yw @ xc, xc.T @ xc, v, mx, my


def loadings(y, near, spread, joint, first):
    out = np.empty((y.shape[1] - first, y.shape[0], WIDTH))
    for t in range(first, y.shape[1]):
        o = out[t - first]
        c, g, v, mx, my = centred(y, near, t, 90)
        univariate(o[:, :10].reshape(-1, 2, 5), c[:, :2], np.diag(g)[:2], v, mx[:2], my, 90)
        gs = g[2:, 2:]
        penalty = np.diag(gs) / 90
        b = np.linalg.solve(gs + np.diag(penalty), c[:, 2:].T).T
        o[:, 10:16], o[:, 16] = b, my - b @ mx[2:]
        o[:, 17] = ((b * c[:, 2:]).sum(1) + (b * b) @ penalty) / v
        o[:, 18], o[:, 19] = 0, 90
        c, g, v, mx, my = centred(y, spread, t, 180)
        univariate(o[:, 20:40].reshape(-1, 4, 5), c, np.diag(g), v, mx, my, 180)
        c, g, v, mx, my = centred(y, joint, t, 252)
        inverse = np.linalg.inv(g)
        b = c @ inverse
        ssr = v - (b * c).sum(1)
        o[:, 40:47], o[:, 47:54] = b, np.sqrt(ssr[:, None] / 244 * np.diag(inverse))
        o[:, 54], o[:, 55], o[:, 56], o[:, 57] = my - b @ mx, 1 - ssr / v, ssr / 244, 252
    return out


def main():
    path, symbols, sessions, outputs, repeats = sys.argv[1], *map(int, sys.argv[2:])
    data = np.fromfile(path).reshape(symbols + 8, sessions)
    f, y = data[:8].T.copy(), data[8:]
    spread = np.column_stack([f[:, VUG] - f[:, VTV], f[:, MTUM] - f[:, SPY], f[:, IWM] - f[:, SPY], f[:, QUAL] - f[:, SPY]])
    joint = np.column_stack([f[:, SPY], spread, f[:, USMV] - f[:, SPY], f[:, TLT]])
    for _ in range(repeats):
        start, checksum = time.perf_counter(), 0.0
        for s in range(0, symbols, BLOCK):
            last = loadings(y[s : s + BLOCK], f, spread, joint, sessions - outputs)[-1]
            checksum += last[:, 0].sum() + last[:, 40].sum()
        print("%.6f %.12g" % (time.perf_counter() - start, checksum))


main()
