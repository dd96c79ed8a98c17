import type { ECharts, EChartsCoreOption } from "echarts/core";
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import { cn } from "@/lib/cn.ts";
import { ErrorState, Skeleton } from "../ui/states.tsx";

export interface ChartHandle {
  /** The picture as it stands, on this background. */
  readonly png: (background: string) => Promise<Blob>;
}

interface ChartProps {
  readonly option: EChartsCoreOption;
  /** What the picture says, for those who do not see it. */
  readonly label: string;
  /** Class of its height. */
  readonly className?: string;
  readonly ref?: Ref<ChartHandle>;
  /** Index of what was clicked in its series' data. */
  readonly onSelect?: (index: number) => void;
}

/** An ECharts picture that follows its size and its option. Use it inside a `ChartPanel`, which adds table and summary. */
export function Chart({ option, label, className = "h-72", ref, onSelect }: ChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<ECharts | null>(null);
  const [error, setError] = useState<Error | null>(null);

  useEffect(() => {
    const node = element.current;
    if (node === null) return;
    let made: ECharts | null = null;
    let gone = false;
    const observer = new ResizeObserver(() => made?.resize());
    import("./echarts.ts").then(({ init }) => {
      if (gone) return;
      made = init(node);
      observer.observe(node);
      setChart(made);
    }, setError);
    return () => {
      gone = true;
      observer.disconnect();
      made?.dispose();
      setChart(null);
    };
  }, []);

  useEffect(() => {
    chart?.setOption(option, { notMerge: true });
  }, [chart, option]);

  useEffect(() => {
    if (chart === null || onSelect === undefined) return;
    const listener = (event: { dataIndex: number }) => onSelect(event.dataIndex);
    chart.on("click", listener as (event: unknown) => void);
    return () => {
      if (!chart.isDisposed()) chart.off("click", listener as (event: unknown) => void);
    };
  }, [chart, onSelect]);

  useImperativeHandle(ref, () => ({
    png: async (background) => {
      if (chart === null) throw new Error("the picture is not drawn yet");
      const url = chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: background });
      return toBlob(url);
    },
  }));

  if (error !== null) return <ErrorState error={error} />;
  return (
    <div className={cn("relative", className)}>
      {chart === null ? <Skeleton className="absolute inset-0 h-full" /> : null}
      <div ref={element} role="img" aria-label={label} className="h-full w-full" />
    </div>
  );
}

/** The bytes of a base64 data URL; to fetch one, the page's policy does not allow. */
function toBlob(url: string): Blob {
  const [head = "", data = ""] = url.split(",");
  const type = /^data:([^;]+)/.exec(head)?.[1] ?? "image/png";
  return new Blob([Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))], { type });
}
