import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { cn } from "@/lib/cn.ts";
import { buttonClass } from "./button.tsx";

interface DialogProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  /** The button that opens it; without one, `open` says whether it is. */
  readonly trigger?: ReactElement<Record<string, unknown>>;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly wide?: boolean;
}

/** A modal dialog, full screen on a phone. */
export function Dialog({
  title,
  description,
  children,
  trigger,
  open,
  onOpenChange,
  wide = false,
}: DialogProps) {
  const controlled = open === undefined ? {} : { open };
  const listening = onOpenChange === undefined ? {} : { onOpenChange: (next: boolean) => onOpenChange(next) };
  return (
    <BaseDialog.Root {...controlled} {...listening}>
      {trigger === undefined ? null : <BaseDialog.Trigger render={trigger} />}
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-40 bg-black/50" />
        <BaseDialog.Popup
          className={cn(
            "fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] flex-col overflow-hidden rounded-t-xl border bg-surface shadow-xl",
            "sm:inset-auto sm:top-1/2 sm:left-1/2 sm:max-h-[85dvh] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-xl",
            wide ? "sm:w-[min(56rem,94vw)]" : "sm:w-[min(32rem,94vw)]",
          )}
        >
          <header className="flex items-start justify-between gap-4 border-b px-5 py-4">
            <div>
              <BaseDialog.Title className="text-base font-semibold">{title}</BaseDialog.Title>
              {description === undefined ? null : (
                <BaseDialog.Description className="mt-0.5 text-sm text-muted">
                  {description}
                </BaseDialog.Description>
              )}
            </div>
            <BaseDialog.Close
              className={cn(buttonClass("ghost", "icon"), "-mt-1.5 -mr-2")}
              aria-label="Close"
            >
              <X aria-hidden />
            </BaseDialog.Close>
          </header>
          <div className="overflow-y-auto px-5 py-4">{children}</div>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
