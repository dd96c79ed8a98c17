import { Link, useParams } from "@tanstack/react-router";
import { ADMIN_NAVIGATION, type NavigationGroup, PORTFOLIO_NAVIGATION } from "./navigation.ts";
import { PortfolioSwitcher } from "./portfolio-switcher.tsx";

interface SidebarProps {
  readonly isAdmin: boolean;
  /** Called when a link was followed, so that a drawer can close. */
  readonly onNavigate?: () => void;
}

/** Where one can go from here. */
export function Sidebar({ isAdmin, onNavigate }: SidebarProps) {
  const { portfolioId } = useParams({ strict: false });
  const groups = [
    ...(portfolioId === undefined ? [] : PORTFOLIO_NAVIGATION),
    ...(isAdmin ? [ADMIN_NAVIGATION] : []),
  ];
  return (
    <div className="flex flex-col gap-5">
      <PortfolioSwitcher {...(onNavigate === undefined ? {} : { onNavigate })} />
      <nav aria-label="Main" className="flex flex-col gap-5">
        {groups.map((group) => (
          <Group key={group.title} group={group} {...(onNavigate === undefined ? {} : { onNavigate })} />
        ))}
      </nav>
    </div>
  );
}

function Group({ group, onNavigate }: { readonly group: NavigationGroup; readonly onNavigate?: () => void }) {
  const { portfolioId } = useParams({ strict: false });
  return (
    <div>
      <h2 className="px-2 pb-1 text-xs font-medium text-muted">{group.title}</h2>
      <ul className="flex flex-col gap-0.5">
        {group.items.map(({ to, label, icon: Icon, exact = false }) => (
          <li key={to}>
            <Link
              to={to}
              params={{ portfolioId }}
              activeOptions={{ exact, includeSearch: false }}
              {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
              className="flex items-center gap-2.5 rounded-md px-2 py-1.5 text-sm hover:bg-surface-2 aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent"
            >
              <Icon aria-hidden className="size-4 shrink-0" />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
