import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useRouter, useSearch } from "@tanstack/react-router";
import { apiQuery } from "@/api/api-query.ts";
import { queryClient } from "@/api/query-client.ts";
import { signIn } from "@/api/session.ts";
import { Button } from "@/components/ui/button.tsx";
import { TextField } from "@/components/ui/field.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { ErrorState } from "@/components/ui/states.tsx";
import { textOf } from "@/lib/form-text.ts";
import { VisitorPage } from "./visitor-page.tsx";

export function SignInPage() {
  const { next } = useSearch({ from: "/visitor/sign-in" });
  const router = useRouter();
  const { data: registration } = useQuery(apiQuery("/api/v1/onboarding/registration", {}));
  const attempt = useMutation({
    mutationFn: (form: FormData) => signIn(textOf(form, "email"), textOf(form, "password")),
    onSuccess: () => {
      queryClient.clear();
      router.history.push(next ?? "/");
    },
  });
  return (
    <VisitorPage
      title="Sign in"
      footer={
        registration?.mode === "closed" ? undefined : (
          <>
            New here?{" "}
            <Link to="/register" className="text-accent underline underline-offset-4">
              Make an account
            </Link>
          </>
        )
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          attempt.mutate(new FormData(event.currentTarget));
        }}
      >
        {registration?.needs_setup === true ? (
          <Notice title="This installation has no administrator yet.">
            Use the set-up link printed at the first start: its account administers and owns the demo.
          </Notice>
        ) : null}
        {attempt.error === null ? null : <ErrorState error={attempt.error} />}
        <TextField label="E-mail" name="email" type="email" autoComplete="username" required autoFocus />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        <Button type="submit" variant="primary" disabled={attempt.isPending}>
          {attempt.isPending ? "Signing in…" : "Sign in"}
        </Button>
      </form>
    </VisitorPage>
  );
}
