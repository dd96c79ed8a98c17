import { useEffect, useRef } from "react";
import { Page } from "@/components/layout/page.tsx";
import { AccountStep } from "./account-step.tsx";
import { PositionsStep } from "./positions-step.tsx";
import { ReviewStep } from "./review-step.tsx";
import { Stepper } from "./stepper.tsx";
import { useUpload } from "./use-upload.ts";
import { useWindowDrop } from "./use-window-drop.ts";

const TITLES = { positions: "Positions", review: "Review", account: "Account" } as const;

export function UploadPage() {
  const upload = useUpload();
  const { step, goTo } = upload;
  const heading = useFocusOnChange(step);
  useWindowDrop((file) => void upload.give(file));
  return (
    <Page
      title="Upload positions"
      lead="From a file to NAV, exposures and risk. Nothing is stored before you say so."
    >
      <Stepper current={step} onBack={goTo} />
      <h2 ref={heading} tabIndex={-1} className="sr-only">
        {TITLES[step]}
      </h2>
      {step === "positions" ? <PositionsStep upload={upload} /> : null}
      {step === "review" ? <ReviewStep upload={upload} /> : null}
      {step === "account" ? <AccountStep upload={upload} /> : null}
    </Page>
  );
}

/** The step's heading takes the focus when the step changes, so that a keyboard goes on from there. */
function useFocusOnChange(step: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current !== step) heading.current?.focus();
    before.current = step;
  }, [step]);
  return heading;
}
