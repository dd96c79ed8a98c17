import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { buttonClass } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/states.tsx";

export function NotFoundPage() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={<Compass />}
        title="There is no such page."
        actions={
          <Link to="/" className={buttonClass("primary")}>
            To your portfolios
          </Link>
        }
      />
    </main>
  );
}
