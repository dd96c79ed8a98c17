import { Panel } from "@/components/ui/panel.tsx";
import { biasSentence, recordSentence } from "./backtest-words.ts";
import type { Backtest, BiasTest } from "./tail-risk-types.ts";
import { type TestRow, TestsTable } from "./tests-table.tsx";

const METHOD_NAMES: Readonly<Record<string, string>> = {
  fhs: "Filtered historical",
  hist: "Historical",
  gaussian: "Gaussian",
};

/** The tests of the book's own record, and of the methods on today's book. */
export function BacktestTests({ backtest }: { readonly backtest: Backtest }) {
  const { clean, pro_forma: proForma } = backtest;
  const own = clean.tests.map((test): TestRow => ({ ...test, name: `VaR ${test.level} %` }));
  const methods = proForma.tests.map(
    (test): TestRow => ({ ...test, name: `${METHOD_NAMES[test.method] ?? test.method}, ${test.level} %` }),
  );
  return (
    <>
      <Panel title="The book's own record" description="Forecasts made with the weights of their day.">
        <p className="mb-2 text-sm">{recordSentence(clean.tests)}</p>
        <TestsTable label="Tests of the book's own record" rows={own} />
        <Bias bias={clean.bias} />
      </Panel>
      <Panel
        title="The methods on today's book"
        description="Today's weights over their own past: how each method would have done."
      >
        <p className="mb-2 text-sm">{recordSentence(proForma.tests)}</p>
        <TestsTable label="Tests of the methods on today's book" rows={methods} />
        <Bias bias={proForma.bias} />
      </Panel>
    </>
  );
}

function Bias({ bias }: { readonly bias: BiasTest }) {
  const sentence = biasSentence(bias) ?? bias.reason?.message;
  if (sentence === undefined) return null;
  return (
    <p className="mt-3 text-sm text-muted">
      <span className="font-medium text-text">Bias of the volatility forecasts:</span> {sentence}
    </p>
  );
}
