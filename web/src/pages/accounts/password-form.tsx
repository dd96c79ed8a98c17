import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { answerOf, api } from "@/api/client.ts";
import { ApiProblem } from "@/api/problem.ts";
import { queryClient } from "@/api/query-client.ts";
import { Button } from "@/components/ui/button.tsx";
import { TextField } from "@/components/ui/field.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { ErrorState } from "@/components/ui/states.tsx";
import { textOf } from "@/lib/form-text.ts";
import { count } from "@/lib/format.ts";

const MIN_PASSWORD_LENGTH = 10;

/** Changes the password of who is signed in. */
export function PasswordForm({ email }: { readonly email: string }) {
  const formElement = useRef<HTMLFormElement>(null);
  const change = useMutation({
    mutationFn: (form: FormData) =>
      answerOf(
        api.POST("/api/v1/auth/password", {
          body: { current_password: textOf(form, "current"), new_password: textOf(form, "next") },
        }),
      ),
    onSuccess: () => {
      formElement.current?.reset();
      void queryClient.invalidateQueries({ queryKey: ["/api/v1/auth/keys"] });
    },
  });
  const code = change.error instanceof ApiProblem ? change.error.code : null;
  const message = change.error?.message;
  return (
    <Panel
      title="Password"
      description="Changing it ends every other sign-in and every API key; this one stays."
    >
      <form
        ref={formElement}
        className="flex max-w-sm flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(new FormData(event.currentTarget));
        }}
      >
        {change.error === null || code === "PASSWORD_WEAK" || code === "CREDENTIALS_WRONG" ? null : (
          <ErrorState error={change.error} />
        )}
        {change.data === undefined ? null : (
          <Notice title="The password is changed.">
            Ended: {count(change.data.ended_sign_ins, "other sign-in")} and{" "}
            {count(change.data.revoked_keys, "API key")}.
          </Notice>
        )}
        <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
        <TextField
          label="Current password"
          name="current"
          type="password"
          autoComplete="current-password"
          required
          error={code === "CREDENTIALS_WRONG" ? "This is not your current password." : undefined}
        />
        <TextField
          label="New password"
          name="next"
          type="password"
          autoComplete="new-password"
          required
          minLength={MIN_PASSWORD_LENGTH}
          hint={`At least ${MIN_PASSWORD_LENGTH} characters; a sentence is fine.`}
          error={code === "PASSWORD_WEAK" ? message : undefined}
        />
        <Button type="submit" className="self-start" disabled={change.isPending}>
          {change.isPending ? "Changing…" : "Change password"}
        </Button>
      </form>
    </Panel>
  );
}
