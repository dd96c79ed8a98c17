import { CSPProvider } from "@base-ui/react/csp-provider";
import { Tooltip } from "@base-ui/react/tooltip";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { queryClient } from "./api/query-client.ts";
import type { router as pages } from "./router.tsx";

/** The whole app, at the address that the router has. */
export function App({ router }: { readonly router: typeof pages }) {
  return (
    <StrictMode>
      <CSPProvider disableStyleElements>
        <Tooltip.Provider delay={300}>
          <QueryClientProvider client={queryClient}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </Tooltip.Provider>
      </CSPProvider>
    </StrictMode>
  );
}
