import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { apiQuery } from "@/api/api-query.ts";
import { TextField } from "@/components/ui/field.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { AccountForm } from "./account-form.tsx";
import { VisitorPage } from "./visitor-page.tsx";

export function RegisterPage() {
  const query = useQuery(apiQuery("/api/v1/onboarding/registration", {}));
  return (
    <VisitorPage
      title="Make an account"
      footer={
        <>
          Have one?{" "}
          <Link to="/sign-in" className="text-accent underline underline-offset-4">
            Sign in
          </Link>
        </>
      }
    >
      <QueryState query={query} skeleton={<Skeleton className="h-72" />}>
        {({ mode }) =>
          mode === "closed" ? (
            <Notice title="Nobody can make an account here by themselves.">
              Ask whoever runs this installation for one.
            </Notice>
          ) : (
            <AccountForm submit="Make the account">
              {mode === "open" ? null : (
                <TextField
                  label="Invite code"
                  name="invite_code"
                  autoComplete="off"
                  required
                  hint="Whoever runs this installation gives it to you."
                />
              )}
            </AccountForm>
          )
        }
      </QueryState>
    </VisitorPage>
  );
}
