import { Link } from "@tanstack/react-router";
import { TextField } from "@/components/ui/field.tsx";
import { AccountForm } from "./account-form.tsx";
import { VisitorPage } from "./visitor-page.tsx";

export function RegisterPage() {
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
      <AccountForm submit="Make the account">
        <TextField
          label="Invite code"
          name="invite_code"
          autoComplete="off"
          hint="Only where this installation asks for one."
        />
      </AccountForm>
    </VisitorPage>
  );
}
