import { useMemo } from "react";
import { useIsDark } from "@/lib/preferences.ts";

export interface Palette {
  readonly text: string;
  readonly muted: string;
  readonly surface: string;
  readonly border: string;
  readonly grid: string;
  readonly accent: string;
  readonly gain: string;
  readonly loss: string;
  /** Series without a meaning of their own, in order. */
  readonly series: readonly string[];
  /** From −1 over 0 to +1. */
  readonly diverging: readonly [string, string, string];
}

/** The colours of the theme in force, for canvases. */
export function usePalette(): Palette {
  const isDark = useIsDark();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the style sheet's answers change with the theme
  return useMemo(readPalette, [isDark]);
}

function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: color("text"),
    muted: color("muted"),
    surface: color("surface"),
    border: color("border"),
    grid: color("grid"),
    accent: color("accent"),
    gain: color("gain"),
    loss: color("loss"),
    series: [1, 2, 3, 4, 5, 6, 7, 8].map((number) => color(`chart-${number}`)),
    diverging: [color("diverging-low"), color("diverging-mid"), color("diverging-high")],
  };
}
