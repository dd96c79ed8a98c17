import { Dialog } from "@base-ui/react/dialog";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useRouter } from "@tanstack/react-router";
import { Menu as MenuIcon, X } from "lucide-react";
import { Suspense, useEffect, useState } from "react";
import { apiQuery } from "@/api/api-query.ts";
import { useSession } from "@/api/session.ts";
import { ActiveRunBadge } from "../run/active-run-badge.tsx";
import { buttonClass } from "../ui/button.tsx";
import { Skeleton } from "../ui/states.tsx";
import { AccountMenu, ThemeButton } from "./account-menu.tsx";
import { AsOfPicker } from "./as-of-picker.tsx";
import { Logo } from "./logo.tsx";
import { MarketNotice } from "./market-notice.tsx";
import { MaskButton } from "./mask-button.tsx";
import { PrintHeading } from "./print-heading.tsx";
import { Sidebar } from "./sidebar.tsx";

/** What surrounds every page of a signed-in user. Whoever is not signed in any more is asked to, and comes back here. */
export function Shell() {
  const user = useSession();
  const router = useRouter();
  const { data: me } = useQuery({ ...apiQuery("/api/v1/auth/me", {}), enabled: user !== null });
  const [isOpen, setIsOpen] = useState(false);
  const isSignedOut = user === null;
  useEffect(() => {
    if (isSignedOut)
      void router.navigate({ to: "/sign-in", search: { next: router.state.location.href }, replace: true });
  }, [isSignedOut, router]);
  if (user === null) return null;
  const isAdmin = me?.is_admin ?? false;
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded focus:bg-surface focus:px-3 focus:py-2"
      >
        Skip to content
      </a>
      <header
        data-print="hide"
        className="sticky top-0 z-30 flex h-14 items-center gap-2 border-b bg-surface px-3 sm:px-5"
      >
        <Dialog.Root open={isOpen} onOpenChange={(open) => setIsOpen(open)}>
          <Dialog.Trigger className={`${buttonClass("ghost", "icon")} lg:hidden`} aria-label="Menu">
            <MenuIcon aria-hidden />
          </Dialog.Trigger>
          <Dialog.Portal>
            <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/50" />
            <Dialog.Popup className="fixed inset-y-0 left-0 z-50 w-72 max-w-[85vw] overflow-y-auto border-r bg-surface p-4">
              <div className="mb-4 flex items-center justify-between">
                <Dialog.Title className="font-semibold">Menu</Dialog.Title>
                <Dialog.Close className={buttonClass("ghost", "icon")} aria-label="Close">
                  <X aria-hidden />
                </Dialog.Close>
              </div>
              <Sidebar isAdmin={isAdmin} onNavigate={() => setIsOpen(false)} />
            </Dialog.Popup>
          </Dialog.Portal>
        </Dialog.Root>
        <Link to="/" className="flex items-center gap-2 font-semibold">
          <Logo />
          <span className="max-sm:sr-only">SigmaSight</span>
        </Link>
        <div className="ml-auto flex items-center gap-0.5 sm:gap-1.5">
          <ActiveRunBadge />
          <AsOfPicker />
          <MaskButton />
          <ThemeButton />
          <AccountMenu user={user} />
        </div>
      </header>
      <div className="flex flex-1">
        <aside data-print="hide" className="w-60 shrink-0 border-r bg-surface p-4 max-lg:hidden">
          <div className="sticky top-18">
            <Sidebar isAdmin={isAdmin} />
          </div>
        </aside>
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 px-3 py-5 outline-none sm:px-6">
          <PrintHeading />
          <MarketNotice />
          <Suspense fallback={<Skeleton className="h-96" />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
    </div>
  );
}
