import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CircleUser, KeyRound, LogOut, Moon, Sun, SunMoon } from "lucide-react";
import { queryClient } from "@/api/query-client.ts";
import { type SignedInUser, signOut } from "@/api/session.ts";
import { setTheme, usePreferences } from "@/lib/preferences.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { ErrorState } from "../ui/states.tsx";

const NEXT_THEME = { system: "light", light: "dark", dark: "system" } as const;
const THEMES = {
  system: { label: "Theme: as the system", icon: SunMoon },
  light: { label: "Theme: light", icon: Sun },
  dark: { label: "Theme: dark", icon: Moon },
} as const;

/** Changes between the system's theme, light and dark. */
export function ThemeButton() {
  const { theme } = usePreferences();
  const { label, icon: Icon } = THEMES[theme];
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label={label}
      title={label}
      onClick={() => setTheme(NEXT_THEME[theme])}
    >
      <Icon aria-hidden />
    </Button>
  );
}

/** Who is signed in, the account, and the way out. */
export function AccountMenu({ user }: { readonly user: SignedInUser }) {
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: signOut,
    // Tried at once without a connection too: a sign-out that waits for one unseen is none.
    networkMode: "always",
    onSuccess: async () => {
      queryClient.clear();
      await navigate({ to: "/sign-in" });
    },
  });
  return (
    <>
      <Menu
        trigger={
          <Button variant="ghost" size="icon" aria-label={`Account of ${user.full_name}`}>
            <CircleUser aria-hidden />
          </Button>
        }
      >
        <p className="px-2.5 pt-1.5 pb-2 text-xs text-muted">{user.email}</p>
        <MenuItem onClick={() => void navigate({ to: "/account" })}>
          <KeyRound aria-hidden />
          Password and API keys
        </MenuItem>
        <MenuItem onClick={() => leave.mutate()}>
          <LogOut aria-hidden />
          Sign out
        </MenuItem>
      </Menu>
      <Dialog title="You are still signed in" open={leave.isError} onOpenChange={() => leave.reset()}>
        {leave.isError ? <ErrorState error={leave.error} onRetry={() => leave.mutate()} /> : null}
      </Dialog>
    </>
  );
}
