import { Menu as BaseMenu } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";

interface MenuProps {
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly children: ReactNode;
}

/** A menu of actions below a button. */
export function Menu({ trigger, children }: MenuProps) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={6} align="end" className="z-50">
          <BaseMenu.Popup className="min-w-48 rounded-lg border bg-surface p-1 shadow-lg">
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

interface MenuItemProps {
  readonly onClick?: () => void;
  /** A link instead of an action. */
  readonly render?: ReactElement<Record<string, unknown>>;
  readonly children: ReactNode;
}

export function MenuItem({ onClick, render, children }: MenuItemProps) {
  return (
    <BaseMenu.Item
      {...(onClick === undefined ? {} : { onClick })}
      {...(render === undefined ? {} : { render })}
      className="flex w-full items-center gap-2 rounded-md px-2.5 py-1.5 text-left text-sm outline-none data-highlighted:bg-surface-2 [&_svg]:size-4 [&_svg]:text-muted"
    >
      {children}
    </BaseMenu.Item>
  );
}
