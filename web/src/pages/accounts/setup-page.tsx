import { useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { AccountForm } from "./account-form.tsx";
import { VisitorPage } from "./visitor-page.tsx";

/** First run: whoever has the set-up link becomes administrator and owner of the demo portfolio. */
export function SetupPage() {
  const { token } = useSearch({ from: "/visitor/setup" });
  // The secret must not stay in the address bar and the history.
  const [secret] = useState(token ?? "");
  useEffect(() => history.replaceState(history.state, "", "/setup"), []);
  return (
    <VisitorPage
      title="Set up SigmaSight"
      lead="Your account administers this installation and owns its demo portfolio."
    >
      <AccountForm submit="Set up" setupToken={secret} />
    </VisitorPage>
  );
}
