import { useMutation } from "@tanstack/react-query";
import { Link, useRouter, useSearch } from "@tanstack/react-router";
import { queryClient } from "@/api/query-client.ts";
import { signIn } from "@/api/session.ts";
import { Button } from "@/components/ui/button.tsx";
import { TextField } from "@/components/ui/field.tsx";
import { ErrorState } from "@/components/ui/states.tsx";
import { textOf } from "@/lib/form-text.ts";
import { VisitorPage } from "./visitor-page.tsx";

export function SignInPage() {
  const { next } = useSearch({ from: "/visitor/sign-in" });
  const router = useRouter();
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
        <>
          New here?{" "}
          <Link to="/register" className="text-accent underline underline-offset-4">
            Make an account
          </Link>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          attempt.mutate(new FormData(event.currentTarget));
        }}
      >
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
