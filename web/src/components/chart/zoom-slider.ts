import type { Palette } from "./palette.ts";

/** The strip below a history with which a part of it is brought near. */
export function zoomSlider(palette: Palette) {
  return {
    type: "slider" as const,
    bottom: 6,
    height: 18,
    showDetail: false,
    brushSelect: false,
    borderColor: palette.border,
    fillerColor: `${palette.accent}22`,
    handleStyle: { color: palette.surface, borderColor: palette.muted },
    moveHandleSize: 0,
    dataBackground: {
      lineStyle: { color: palette.border },
      areaStyle: { color: palette.grid },
    },
    selectedDataBackground: {
      lineStyle: { color: palette.muted },
      areaStyle: { color: palette.grid },
    },
  };
}
