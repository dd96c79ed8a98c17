import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { answerOf, api } from "@/api/client.ts";
import { ApiProblem } from "@/api/problem.ts";
import { queryClient } from "@/api/query-client.ts";
import { signIn } from "@/api/session.ts";
import { Button } from "@/components/ui/button.tsx";
import { TextField } from "@/components/ui/field.tsx";
import { ErrorState } from "@/components/ui/states.tsx";
import { textOf } from "@/lib/form-text.ts";

const MIN_PASSWORD_LENGTH = 10;

interface AccountFormProps {
  /** Secret of the set-up link, where it is the first administrator's account. */
  readonly setupToken?: string;
  readonly submit: string;
  /** Fields of its own. */
  readonly children?: ReactNode;
}

/** Makes an account, signs in with it and goes to the portfolios. */
export function AccountForm({ setupToken, submit, children }: AccountFormProps) {
  const router = useRouter();
  const attempt = useMutation({
    mutationFn: async (form: FormData) => {
      const [email, password] = [textOf(form, "email"), textOf(form, "password")];
      const invite = textOf(form, "invite_code").trim();
      await answerOf(
        api.POST("/api/v1/onboarding/register", {
          body: {
            email,
            password,
            full_name: textOf(form, "full_name"),
            ...(invite === "" ? {} : { invite_code: invite }),
            ...(setupToken === undefined ? {} : { setup_token: setupToken }),
          },
        }),
      );
      await signIn(email, password);
    },
    onSuccess: () => {
      queryClient.clear();
      router.history.push("/");
    },
  });
  const weak = attempt.error instanceof ApiProblem && attempt.error.code === "PASSWORD_WEAK";
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        attempt.mutate(new FormData(event.currentTarget));
      }}
    >
      {attempt.error === null || weak ? null : <ErrorState error={attempt.error} />}
      <TextField label="Name" name="full_name" autoComplete="name" required maxLength={200} />
      <TextField label="E-mail" name="email" type="email" autoComplete="username" required />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={MIN_PASSWORD_LENGTH}
        hint={`At least ${MIN_PASSWORD_LENGTH} characters; a sentence is fine.`}
        error={weak ? attempt.error?.message : undefined}
      />
      {children}
      <Button type="submit" variant="primary" disabled={attempt.isPending}>
        {attempt.isPending ? "One moment…" : submit}
      </Button>
    </form>
  );
}
