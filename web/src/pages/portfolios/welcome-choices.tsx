import { Link } from "@tanstack/react-router";
import { FileUp, FlaskConical } from "lucide-react";
import type { ReactNode } from "react";
import { Button, buttonClass } from "@/components/ui/button.tsx";
import { ErrorState } from "@/components/ui/states.tsx";
import { useOpenDemo } from "./use-open-demo.ts";

/** The two ways to begin, for who has no portfolio yet. */
export function WelcomeChoices() {
  const demo = useOpenDemo();
  return (
    <div className="grid gap-5 md:grid-cols-2">
      <Choice
        icon={<FileUp />}
        title="Your positions"
        action={
          <Link to="/upload" className={buttonClass("primary")}>
            Upload positions
          </Link>
        }
      >
        A CSV file from your broker or spreadsheet: stocks, funds, bonds, options, private holdings, long or
        short. Every row is checked before anything is stored.
      </Choice>
      <Choice
        icon={<FlaskConical />}
        title="A demo"
        action={
          <Button disabled={demo.isPending} onClick={() => demo.mutate()}>
            {demo.isPending ? "One moment…" : "Open the demo"}
          </Button>
        }
      >
        Thirteen funds and two years of made-up prices, calculated in seconds. Everything works as with your
        own portfolio, and it can be deleted again.
        {demo.error === null ? null : (
          <div className="mt-3 text-text">
            <ErrorState error={demo.error} />
          </div>
        )}
      </Choice>
    </div>
  );
}

interface ChoiceProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly action: ReactNode;
  readonly children: ReactNode;
}

function Choice({ icon, title, action, children }: ChoiceProps) {
  return (
    <section className="flex flex-col items-start gap-3 rounded-xl border bg-surface p-6 sm:p-8">
      <div
        aria-hidden
        className="grid size-12 place-items-center rounded-lg bg-accent-soft text-accent [&_svg]:size-6"
      >
        {icon}
      </div>
      <h2 className="text-lg">{title}</h2>
      <div className="text-sm text-muted">{children}</div>
      <div className="mt-auto pt-3">{action}</div>
    </section>
  );
}
