import type { ReactNode } from "react";
import { Explain } from "@/components/explain/explain.tsx";
import { InShort } from "@/components/in-short.tsx";
import { Missing, Percent, Stat, StatList } from "@/components/numbers.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { count, formatNumber } from "@/lib/format.ts";
import { MEASURES } from "./measures.ts";
import { PercentileMeter } from "./percentile-meter.tsx";
import type { Volatility } from "./volatility-types.ts";
import { levelWord, percentileText, trendWord, volatilitySentence } from "./volatility-words.ts";

interface VolatilityFiguresProps {
  readonly volatility: Volatility;
  readonly session: string;
}

/** The book's volatilities now, and a sentence on them. */
export function VolatilityFigures({ volatility, session }: VolatilityFiguresProps) {
  const { percentile, trend, trend_ratio: ratio, reasons, proxied_returns: proxied } = volatility;
  return (
    <>
      {proxied === 0 ? null : (
        <Notice kind="warning" title="Part of the history is filled in">
          {count(proxied, "session")} of {volatility.observations}: where a holding had no price, its factor
          returns stand in.
        </Notice>
      )}
      <InShort sentence={volatilitySentence(volatility)} session={session}>
        <dl className="grid content-start gap-3 text-sm sm:grid-cols-2">
          <Reading name="Level" number="volatility/percentile">
            {percentile === null ? (
              <Missing reason={reasons.percentile} />
            ) : (
              <>
                <span className="inline-block font-semibold first-letter:uppercase">
                  {levelWord(percentile)}
                </span>
                <PercentileMeter percentile={percentile} />
                <span className="text-xs text-muted">{percentileText(percentile)}</span>
              </>
            )}
          </Reading>
          <Reading name="Trend" number="volatility/trend">
            {trend === null || ratio === null ? (
              <Missing reason={reasons.trend ?? reasons.trend_ratio} />
            ) : (
              <>
                <span className="inline-block font-semibold first-letter:uppercase">{trendWord(trend)}</span>
                <span className="mt-1 block text-xs text-muted">
                  {formatNumber(ratio)} × the volatility of 21 sessions earlier
                </span>
              </>
            )}
          </Reading>
        </dl>
      </InShort>
      <StatList>
        {MEASURES.map(({ field, label, note, number }) => (
          <Stat key={field} label={<Explained text={label} number={number} />} note={note}>
            <Percent value={volatility[field]} reason={reasons[field]} />
          </Stat>
        ))}
      </StatList>
    </>
  );
}

interface ReadingProps {
  readonly name: string;
  readonly number: string;
  readonly children: ReactNode;
}

function Reading({ name, number, children }: ReadingProps) {
  return (
    <div>
      <dt className="flex items-center gap-1 text-xs font-medium text-muted">
        {name}
        <Explain number={number} label={name} />
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function Explained({ text, number }: { readonly text: string; readonly number: string }) {
  return (
    <span className="flex items-center justify-between gap-1">
      <span className="truncate">{text}</span>
      <Explain number={number} label={`${text} volatility`} />
    </span>
  );
}
