import { useState } from "react";
import type { Answer } from "@/api/api-query.ts";
import { answerOf, api } from "@/api/client.ts";
import { formErrors } from "@/components/edit/form-errors.ts";
import { useEdit } from "@/components/edit/use-edit.ts";
import { Button } from "@/components/ui/button.tsx";
import { SelectField, TextField } from "@/components/ui/field.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { ErrorState } from "@/components/ui/states.tsx";
import { usePreferences } from "@/lib/preferences.ts";
import {
  ACCOUNT_TYPES,
  changedSettings,
  isEquityChanged,
  type PortfolioSettings,
  settingsOf,
} from "./portfolio-settings.ts";

type Portfolio = Answer<"/api/v1/portfolios/{id}">;

/** Changes name, account, description and stated equity. */
export function PortfolioForm({ portfolio }: { readonly portfolio: Portfolio }) {
  const initial = settingsOf(portfolio);
  const [settings, setSettings] = useState(initial);
  const { masked } = usePreferences();
  const changes = changedSettings(initial, settings);
  const equityChanged = isEquityChanged(changes);
  const edit = useEdit({
    send: async () => {
      const params = { path: { id: portfolio.id } };
      const stored = await answerOf(api.PATCH("/api/v1/portfolios/{id}", { params, body: changes }));
      setSettings(settingsOf(stored));
    },
    onDone: () => undefined,
  });
  const errors = formErrors(edit.error, Object.keys(settings));
  const field = (name: keyof PortfolioSettings) => ({
    name,
    value: settings[name],
    error: errors.byField[name],
    onValueChange: (value: string) => setSettings({ ...settings, [name]: value }),
  });
  const nothing = Object.keys(changes).length === 0;
  return (
    <Panel title="Portfolio">
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!nothing) edit.mutate(undefined);
        }}
      >
        {errors.failure === null ? null : <ErrorState error={errors.failure} />}
        {errors.others.map((message) => (
          <Notice key={message} kind="error" title={message} />
        ))}
        <TextField label="Name" maxLength={255} {...field("portfolio_name")} />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField label="Account" hint="Each of your portfolios has its own." {...field("account_name")} />
          <SelectField
            label="Account type"
            options={ACCOUNT_TYPES}
            name="account_type"
            value={settings.account_type}
            error={errors.byField.account_type}
            onChange={({ target }) => setSettings({ ...settings, account_type: target.value })}
          />
        </div>
        <TextField label="Description" hint="May stay empty." {...field("description")} />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="Equity (USD)"
            inputMode="decimal"
            hint="Net asset value, cash included."
            type={masked ? "password" : "text"}
            autoComplete="off"
            {...field("equity_balance")}
          />
          <TextField
            label="Equity as of"
            type="date"
            hint="Empty: before the first lot was bought."
            {...field("equity_as_of")}
          />
        </div>
        {equityChanged ? (
          <p className="rounded-md bg-surface-2 px-3 py-2 text-sm">
            NAV, cash and returns of all sessions are computed again; P&L in USD stays the same.
          </p>
        ) : null}
        <div className="flex items-center justify-end gap-3">
          {edit.isSuccess && nothing ? (
            <span role="status" className="text-sm text-muted">
              Saved.
            </span>
          ) : null}
          <Button type="submit" variant="primary" disabled={nothing || edit.isPending}>
            {edit.isPending ? "One moment…" : "Save changes"}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
