// Made from openapi.json d2146a1244c6c523e15bf4469c09db9bff95ebc23b5b07bc5cb13255b1604aac by `npm run web:types`; not to be edited.
export interface paths {
    "/api/v1/onboarding/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make an account */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: email */
                        email: string;
                        password: string;
                        full_name: string;
                        invite_code?: string;
                        /** @description Secret of the one-time set-up link. */
                        setup_token?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            user_id: string;
                            email: string;
                            full_name: string;
                            message: string;
                            next_step: {
                                action: string;
                                endpoint: string;
                                description: string;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description Also sets the refresh cookie.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: email */
                        email: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            access_token: string;
                            /** @enum {string} */
                            token_type: "bearer";
                            /** @description Seconds. */
                            expires_in: number;
                            user: {
                                /** Format: uuid */
                                id: string;
                                email: string;
                                full_name: string;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new access token, for the refresh cookie or an unexpired bearer token */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            access_token: string;
                            /** @enum {string} */
                            token_type: "bearer";
                            /** @description Seconds. */
                            expires_in: number;
                            user: {
                                /** Format: uuid */
                                id: string;
                                email: string;
                                full_name: string;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the sign-in; its access tokens stop working at once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the password; every other sign-in and every API key ends */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        current_password: string;
                        new_password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description All but the one that asked. */
                            ended_sign_ins: number;
                            /** @description API keys taken back: all there were. */
                            revoked_keys: number;
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            full_name: string;
                            is_admin: boolean;
                            portfolio_count: number;
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The user's API keys, ended ones too, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            keys: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                /** @description Beginning of the key. */
                                prefix: string;
                                /**
                                 * @description Each includes the one before; admin is for administrators alone.
                                 * @enum {string}
                                 */
                                scope: "read" | "write" | "admin";
                                /** Format: date-time */
                                created_at: string;
                                /** Format: date-time */
                                expires_at: string;
                                last_used_at: string | null;
                                last_used_ip: string | null;
                                revoked_at: string | null;
                            }[];
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Make an API key for a machine; the answer is the only one that shows it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /**
                         * @description Each includes the one before; admin is for administrators alone.
                         * @default read
                         * @enum {string}
                         */
                        scope?: "read" | "write" | "admin";
                        /** @default 365 */
                        expires_in_days?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            /** @description Beginning of the key. */
                            prefix: string;
                            /**
                             * @description Each includes the one before; admin is for administrators alone.
                             * @enum {string}
                             */
                            scope: "read" | "write" | "admin";
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            expires_at: string;
                            last_used_at: string | null;
                            last_used_ip: string | null;
                            revoked_at: string | null;
                            /** @description Send it as bearer token. */
                            key: string;
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an API key back; it stops working at once */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/onboarding/registration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who may make an account here */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description Anyone; whoever has the invite code; nobody but through the set-up link.
                             * @enum {string}
                             */
                            mode: "open" | "invite" | "closed";
                            /** @description Nobody administers this installation yet. */
                            needs_setup: boolean;
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/onboarding/demo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A demo portfolio of one's own, on the synthetic market; again, the same one (200)
         * @description Made-up prices. The installation's own demo is the answer for whoever owns that.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            portfolio_id: string;
                            portfolio_name: string;
                            message: string;
                            next_step: {
                                action: string;
                                endpoint: string;
                                description: string;
                            };
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            portfolio_id: string;
                            portfolio_name: string;
                            message: string;
                            next_step: {
                                action: string;
                                endpoint: string;
                                description: string;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/onboarding/csv-template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The positions template; it imports unchanged */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/onboarding/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an import would store, and every error in it; stores nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "multipart/form-data": {
                        /** Format: binary */
                        csv_file: string;
                        /** @description JSON object from a column of the file to one of our fields. */
                        mapping?: string;
                        history_from?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            format: "sigmasight" | "mapped";
                            header: string[];
                            /** @description Our field to the file's column. */
                            mapping: {
                                [key: string]: string;
                            };
                            row_count: number;
                            rows: {
                                row: number;
                                symbol: string;
                                quantity: number;
                                /** @description Null where the cost is unknown. */
                                entry_price: number | null;
                                /** Format: date */
                                entry_date: string;
                                investment_class: string;
                                investment_subtype: string | null;
                                underlying_symbol: string | null;
                                strike_price: number | null;
                                expiration_date: string | null;
                                option_type: string | null;
                                exit_date: string | null;
                                exit_price: number | null;
                            }[];
                            errors: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                            warnings: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                            totals: {
                                positions: number;
                                by_class: {
                                    PUBLIC: number;
                                    OPTIONS: number;
                                    PRIVATE: number;
                                };
                                long_positions: number;
                                short_positions: number;
                                closed_positions: number;
                                cost_unknown_positions: number;
                                long_cost: number;
                                short_cost: number;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/onboarding/create-portfolio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Store a portfolio from a positions file
         * @description The same request again answers 200 with the same portfolio.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "multipart/form-data": {
                        portfolio_name: string;
                        account_name: string;
                        account_type: string;
                        /** @description Decimal, USD. */
                        equity_balance: string;
                        equity_as_of?: string;
                        description?: string;
                        history_from?: string;
                        /** @description JSON object from a column of the file to one of our fields. */
                        mapping?: string;
                        /** Format: binary */
                        csv_file: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            portfolio_id: string;
                            portfolio_name: string;
                            account_name: string;
                            account_type: string;
                            equity_balance: number;
                            positions_imported: number;
                            /**
                             * @description Always 0: with any error nothing is stored.
                             * @enum {number}
                             */
                            positions_failed: 0;
                            total_positions: number;
                            message: string;
                            warnings: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                            next_step: {
                                action: string;
                                endpoint: string;
                                description: string;
                            };
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            portfolio_id: string;
                            portfolio_name: string;
                            account_name: string;
                            account_type: string;
                            equity_balance: number;
                            positions_imported: number;
                            /**
                             * @description Always 0: with any error nothing is stored.
                             * @enum {number}
                             */
                            positions_failed: 0;
                            total_positions: number;
                            message: string;
                            warnings: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                            next_step: {
                                action: string;
                                endpoint: string;
                                description: string;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/onboarding/status/{portfolio_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the portfolio's latest run is */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            portfolio_id: string;
                            batch_run_id: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "partial" | "failed" | "cancelled" | "idle";
                            started_at: string | null;
                            elapsed_seconds: number;
                            overall_progress: {
                                current_phase: string | null;
                                current_phase_name: string | null;
                                phases_completed: number;
                                phases_total: number;
                                percent_complete: number;
                            };
                            current_phase_progress: {
                                current: number;
                                total: number;
                                unit: string;
                            } | null;
                            activity_log: {
                                seq: number;
                                /** Format: date-time */
                                timestamp: string;
                                /** @enum {string} */
                                level: "info" | "warning" | "error";
                                phase: string | null;
                                subject: string | null;
                                code: string | null;
                                message: string;
                            }[];
                            phases: {
                                phase_id: string;
                                phase_name: string;
                                /** @enum {string} */
                                status: "pending" | "running" | "completed" | "partial" | "failed" | "cancelled";
                                current: number;
                                total: number;
                                unit: string;
                                started_at: string | null;
                                duration_seconds: number | null;
                            }[];
                            note: string | null;
                            error: {
                                code: string;
                                message: string;
                                hint: string | null;
                                phase: string | null;
                            } | null;
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/onboarding/status/{portfolio_id}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The log of the portfolio's latest run, as a file; of a run of all portfolios what concerns this one */
        get: {
            parameters: {
                query?: {
                    format?: "txt" | "json";
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                        "application/json": string;
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolios": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The user's portfolios */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            portfolios: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                account_name: string;
                                account_type: string;
                                description: string | null;
                                /** @description As stated by the owner, USD. */
                                equity_balance: number;
                                equity_as_of: string | null;
                                /** @description Session of the numbers below; null before the first run. */
                                as_of: string | null;
                                net_asset_value: number | null;
                                cash_balance: number | null;
                                daily_pnl: number | null;
                                daily_return: number | null;
                                /** @description Lots held at that session. */
                                position_count: number | null;
                                /** @description Lots stored, closed ones included. */
                                positions_total: number;
                                last_run: {
                                    /** Format: uuid */
                                    batch_run_id: string;
                                    status: string;
                                    percent_complete: number;
                                    /** Format: date-time */
                                    requested_at: string;
                                    finished_at: string | null;
                                } | null;
                                /** @description Lots, flows or the equity were changed since the results were computed. */
                                results_outdated: boolean;
                                is_demo: boolean;
                                /**
                                 * @description Synthetic prices are made up, for demonstration.
                                 * @enum {string}
                                 */
                                market: "real" | "synthetic";
                                /** Format: date-time */
                                created_at: string;
                                /** Format: date-time */
                                updated_at: string;
                            }[];
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolios/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A portfolio with its findings */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            account_name: string;
                            account_type: string;
                            description: string | null;
                            /** @description As stated by the owner, USD. */
                            equity_balance: number;
                            equity_as_of: string | null;
                            /** @description Session of the numbers below; null before the first run. */
                            as_of: string | null;
                            net_asset_value: number | null;
                            cash_balance: number | null;
                            daily_pnl: number | null;
                            daily_return: number | null;
                            /** @description Lots held at that session. */
                            position_count: number | null;
                            /** @description Lots stored, closed ones included. */
                            positions_total: number;
                            last_run: {
                                /** Format: uuid */
                                batch_run_id: string;
                                status: string;
                                percent_complete: number;
                                /** Format: date-time */
                                requested_at: string;
                                finished_at: string | null;
                            } | null;
                            /** @description Lots, flows or the equity were changed since the results were computed. */
                            results_outdated: boolean;
                            is_demo: boolean;
                            /**
                             * @description Synthetic prices are made up, for demonstration.
                             * @enum {string}
                             */
                            market: "real" | "synthetic";
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                            /** @description What to know about the data behind the results. */
                            findings: {
                                job: string;
                                subject: string;
                                code: string;
                                severity: string;
                                session: string | null;
                                message: string;
                                /** @description Of the code; null for one of an earlier version. */
                                meaning: string | null;
                                /** @description What its reader can do. */
                                remedy: string | null;
                            }[];
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete a portfolio with its lots, results and runs */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change what was stated about a portfolio; a changed equity needs a new run */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        portfolio_name?: string | number | null;
                        account_name?: string | number | null;
                        account_type?: string | number | null;
                        description?: string | number | null;
                        equity_balance?: string | number | null;
                        equity_as_of?: string | number | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            account_name: string;
                            account_type: string;
                            description: string | null;
                            /** @description As stated by the owner, USD. */
                            equity_balance: number;
                            equity_as_of: string | null;
                            /** @description Session of the numbers below; null before the first run. */
                            as_of: string | null;
                            net_asset_value: number | null;
                            cash_balance: number | null;
                            daily_pnl: number | null;
                            daily_return: number | null;
                            /** @description Lots held at that session. */
                            position_count: number | null;
                            /** @description Lots stored, closed ones included. */
                            positions_total: number;
                            last_run: {
                                /** Format: uuid */
                                batch_run_id: string;
                                status: string;
                                percent_complete: number;
                                /** Format: date-time */
                                requested_at: string;
                                finished_at: string | null;
                            } | null;
                            /** @description Lots, flows or the equity were changed since the results were computed. */
                            results_outdated: boolean;
                            is_demo: boolean;
                            /**
                             * @description Synthetic prices are made up, for demonstration.
                             * @enum {string}
                             */
                            market: "real" | "synthetic";
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                            /** @description What to know about the data behind the results. */
                            findings: {
                                job: string;
                                subject: string;
                                code: string;
                                severity: string;
                                session: string | null;
                                message: string;
                                /** @description Of the code; null for one of an earlier version. */
                                meaning: string | null;
                                /** @description What its reader can do. */
                                remedy: string | null;
                            }[];
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/portfolios/{id}/positions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lots with price, market value, weight and P&L */
        get: {
            parameters: {
                query?: {
                    /** @description Values at the last session up to this day; the latest by default. */
                    as_of?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            positions: {
                                /** Format: uuid */
                                id: string;
                                /** Format: uuid */
                                portfolio_id: string;
                                symbol: string;
                                name: string | null;
                                sector: string | null;
                                investment_class: string;
                                investment_subtype: string | null;
                                /** @description As stated; short is negative. */
                                quantity: number;
                                /** @description Null where the cost is unknown. */
                                entry_price: number | null;
                                /** Format: date */
                                entry_date: string;
                                exit_price: number | null;
                                exit_date: string | null;
                                underlying_symbol: string | null;
                                strike_price: number | null;
                                expiration_date: string | null;
                                option_type: string | null;
                                mark: number | null;
                                mark_date: string | null;
                                /** @description Line of the imported file. */
                                line: number | null;
                                /** @description Session of the numbers below; null before the first run. */
                                as_of: string | null;
                                /** @description At that close, after splits. */
                                held_quantity: number | null;
                                price: number | null;
                                price_source: string | null;
                                market_value: number | null;
                                weight: number | null;
                                cost_basis: number | null;
                                unrealized_pnl: number | null;
                                realized_pnl: number | null;
                                dividends: number | null;
                                daily_pnl: number | null;
                                /** @description Of an option, per unit of it; null for other lots, and without a price of the underlying. */
                                greeks: {
                                    underlying_price: number;
                                    /** @description Annual; implied by the option's price, or the one it is valued at, flat since its entry. */
                                    implied_volatility: number;
                                    delta: number;
                                    gamma: number;
                                    /** @description Per 1.00 of volatility. */
                                    vega: number;
                                    /** @description Per percentage point of volatility. */
                                    vega_per_point: number;
                                    /** @description Per year that passes; negative for a long option's decay. */
                                    theta: number;
                                    /** @description Per calendar day. */
                                    theta_per_day: number;
                                    /** @description Per 1.00 of the rate. */
                                    rho: number;
                                    /** @description Per percentage point of the rate. */
                                    rho_per_point: number;
                                    /** @description Of the lot, USD, signed: what it counts as in risk. */
                                    delta_exposure: number;
                                } | null;
                            }[];
                            /**
                             * @description Synthetic prices are made up, for demonstration.
                             * @enum {string}
                             */
                            market: "real" | "synthetic";
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Add a lot */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        symbol?: string | number | null;
                        quantity?: string | number | null;
                        entry_price?: string | number | null;
                        entry_date?: string | number | null;
                        investment_class?: string | number | null;
                        investment_subtype?: string | number | null;
                        underlying_symbol?: string | number | null;
                        strike_price?: string | number | null;
                        expiration_date?: string | number | null;
                        option_type?: string | number | null;
                        exit_date?: string | number | null;
                        exit_price?: string | number | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            portfolio_id: string;
                            symbol: string;
                            name: string | null;
                            sector: string | null;
                            investment_class: string;
                            investment_subtype: string | null;
                            /** @description As stated; short is negative. */
                            quantity: number;
                            /** @description Null where the cost is unknown. */
                            entry_price: number | null;
                            /** Format: date */
                            entry_date: string;
                            exit_price: number | null;
                            exit_date: string | null;
                            underlying_symbol: string | null;
                            strike_price: number | null;
                            expiration_date: string | null;
                            option_type: string | null;
                            mark: number | null;
                            mark_date: string | null;
                            /** @description Line of the imported file. */
                            line: number | null;
                            /** @description Session of the numbers below; null before the first run. */
                            as_of: string | null;
                            /** @description At that close, after splits. */
                            held_quantity: number | null;
                            price: number | null;
                            price_source: string | null;
                            market_value: number | null;
                            weight: number | null;
                            cost_basis: number | null;
                            unrealized_pnl: number | null;
                            realized_pnl: number | null;
                            dividends: number | null;
                            daily_pnl: number | null;
                            /** @description Of an option, per unit of it; null for other lots, and without a price of the underlying. */
                            greeks: {
                                underlying_price: number;
                                /** @description Annual; implied by the option's price, or the one it is valued at, flat since its entry. */
                                implied_volatility: number;
                                delta: number;
                                gamma: number;
                                /** @description Per 1.00 of volatility. */
                                vega: number;
                                /** @description Per percentage point of volatility. */
                                vega_per_point: number;
                                /** @description Per year that passes; negative for a long option's decay. */
                                theta: number;
                                /** @description Per calendar day. */
                                theta_per_day: number;
                                /** @description Per 1.00 of the rate. */
                                rho: number;
                                /** @description Per percentage point of the rate. */
                                rho_per_point: number;
                                /** @description Of the lot, USD, signed: what it counts as in risk. */
                                delta_exposure: number;
                            } | null;
                            warnings: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/positions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a lot */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change a lot, or give the mark of a private holding */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        symbol?: string | number | null;
                        quantity?: string | number | null;
                        entry_price?: string | number | null;
                        entry_date?: string | number | null;
                        investment_class?: string | number | null;
                        investment_subtype?: string | number | null;
                        underlying_symbol?: string | number | null;
                        strike_price?: string | number | null;
                        expiration_date?: string | number | null;
                        option_type?: string | number | null;
                        exit_date?: string | number | null;
                        exit_price?: string | number | null;
                        /** @description Last known price per unit, USD; null takes it away. */
                        mark?: (number | string) | null;
                        mark_date?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            portfolio_id: string;
                            symbol: string;
                            name: string | null;
                            sector: string | null;
                            investment_class: string;
                            investment_subtype: string | null;
                            /** @description As stated; short is negative. */
                            quantity: number;
                            /** @description Null where the cost is unknown. */
                            entry_price: number | null;
                            /** Format: date */
                            entry_date: string;
                            exit_price: number | null;
                            exit_date: string | null;
                            underlying_symbol: string | null;
                            strike_price: number | null;
                            expiration_date: string | null;
                            option_type: string | null;
                            mark: number | null;
                            mark_date: string | null;
                            /** @description Line of the imported file. */
                            line: number | null;
                            /** @description Session of the numbers below; null before the first run. */
                            as_of: string | null;
                            /** @description At that close, after splits. */
                            held_quantity: number | null;
                            price: number | null;
                            price_source: string | null;
                            market_value: number | null;
                            weight: number | null;
                            cost_basis: number | null;
                            unrealized_pnl: number | null;
                            realized_pnl: number | null;
                            dividends: number | null;
                            daily_pnl: number | null;
                            /** @description Of an option, per unit of it; null for other lots, and without a price of the underlying. */
                            greeks: {
                                underlying_price: number;
                                /** @description Annual; implied by the option's price, or the one it is valued at, flat since its entry. */
                                implied_volatility: number;
                                delta: number;
                                gamma: number;
                                /** @description Per 1.00 of volatility. */
                                vega: number;
                                /** @description Per percentage point of volatility. */
                                vega_per_point: number;
                                /** @description Per year that passes; negative for a long option's decay. */
                                theta: number;
                                /** @description Per calendar day. */
                                theta_per_day: number;
                                /** @description Per 1.00 of the rate. */
                                rho: number;
                                /** @description Per percentage point of the rate. */
                                rho_per_point: number;
                                /** @description Of the lot, USD, signed: what it counts as in risk. */
                                delta_exposure: number;
                            } | null;
                            warnings: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/portfolios/{id}/equity-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Contributions and withdrawals */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            equity_changes: {
                                /** Format: uuid */
                                id: string;
                                /** Format: date */
                                date: string;
                                /** @description USD; negative for money taken out. */
                                amount: number;
                                note: string | null;
                                /** Format: date-time */
                                created_at: string;
                            }[];
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Add a contribution (positive) or a withdrawal (negative) */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * Format: date
                         * @description It arrives at the start of this day's session, or of the next one.
                         */
                        date: string;
                        amount: number | string;
                        /** @default null */
                        note?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** Format: date */
                            date: string;
                            /** @description USD; negative for money taken out. */
                            amount: number;
                            note: string | null;
                            /** Format: date-time */
                            created_at: string;
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolios/{id}/equity-changes/{change_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a contribution or withdrawal */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    change_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolios/{id}/freshness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the results of a portfolio reach, and the prices of what it holds */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            portfolio_id: string;
                            portfolio_name: string;
                            /**
                             * @description Results reach the last completed session, end before it, or are not there.
                             * @enum {string}
                             */
                            state: "current" | "behind" | "none";
                            results_as_of: string | null;
                            sessions_behind: number | null;
                            /** @description Up to here every held symbol that has prices has one. */
                            prices_as_of: string | null;
                            /** @description Listed symbols held now; of an option its underlying. */
                            symbols_held: number;
                            /** @description Of these, those without a price at the last completed session. */
                            symbols_behind: number;
                            last_run: {
                                /** Format: uuid */
                                batch_run_id: string;
                                status: string;
                                finished_at: string | null;
                            } | null;
                            /**
                             * Format: date
                             * @description Last completed session, against which all is measured.
                             */
                            last_completed_session: string;
                            symbols: {
                                symbol: string;
                                /**
                                 * @description Prices reach the last completed session, end before it, never came, or no provider knows the symbol.
                                 * @enum {string}
                                 */
                                state: "current" | "behind" | "none" | "dead";
                                prices_as_of: string | null;
                                sessions_behind: number | null;
                                /** @description Last session that was asked for. */
                                covered_to: string | null;
                                /** @description Who gave the stored prices. */
                                provider: string | null;
                                /** @description Not asked for before this instant. */
                                dead_until: string | null;
                                last_fetch: {
                                    /** Format: date-time */
                                    at: string;
                                    outcome: string;
                                    provider: string | null;
                                    error: {
                                        provider: string;
                                        code: string;
                                        message: string;
                                    } | null;
                                } | null;
                            }[];
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/system/freshness/portfolios": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the results of every portfolio reach */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date
                             * @description Last completed session, against which all is measured.
                             */
                            last_completed_session: string;
                            portfolios: {
                                /** Format: uuid */
                                portfolio_id: string;
                                portfolio_name: string;
                                /**
                                 * @description Results reach the last completed session, end before it, or are not there.
                                 * @enum {string}
                                 */
                                state: "current" | "behind" | "none";
                                results_as_of: string | null;
                                sessions_behind: number | null;
                                /** @description Up to here every held symbol that has prices has one. */
                                prices_as_of: string | null;
                                /** @description Listed symbols held now; of an option its underlying. */
                                symbols_held: number;
                                /** @description Of these, those without a price at the last completed session. */
                                symbols_behind: number;
                                last_run: {
                                    /** Format: uuid */
                                    batch_run_id: string;
                                    status: string;
                                    finished_at: string | null;
                                } | null;
                                owner_email: string | null;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/system/freshness/symbols": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the prices of every symbol reach that is held or that all portfolios need */
        get: {
            parameters: {
                query?: {
                    /** @description Prices reach the last completed session, end before it, never came, or no provider knows the symbol. */
                    state?: "current" | "behind" | "none" | "dead";
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date
                             * @description Last completed session, against which all is measured.
                             */
                            last_completed_session: string;
                            symbols: {
                                symbol: string;
                                /**
                                 * @description Prices reach the last completed session, end before it, never came, or no provider knows the symbol.
                                 * @enum {string}
                                 */
                                state: "current" | "behind" | "none" | "dead";
                                prices_as_of: string | null;
                                sessions_behind: number | null;
                                /** @description Last session that was asked for. */
                                covered_to: string | null;
                                /** @description Who gave the stored prices. */
                                provider: string | null;
                                /** @description Not asked for before this instant. */
                                dead_until: string | null;
                                last_fetch: {
                                    /** Format: date-time */
                                    at: string;
                                    outcome: string;
                                    provider: string | null;
                                    error: {
                                        provider: string;
                                        code: string;
                                        message: string;
                                    } | null;
                                } | null;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolios/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All facts of a portfolio as JSON lines with hashes, to keep or to restore elsewhere
         * @description What is computed from them is not in it. docs/operations.md describes the lines.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-ndjson": string;
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolios/{id}/calculate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Compute the portfolio; while a run of it is active, that run is the answer (200) */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @default false */
                        force?: boolean;
                    } | null;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            portfolio_id: string;
                            /** Format: uuid */
                            batch_run_id: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "partial" | "failed" | "cancelled";
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            portfolio_id: string;
                            /** Format: uuid */
                            batch_run_id: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "partial" | "failed" | "cancelled";
                            message: string;
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolios/{id}/batch-status/{batch_run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Status of a run of the portfolio */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    batch_run_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            batch_run_id: string;
                            portfolio_id: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "partial" | "failed" | "cancelled";
                            cancel_requested: boolean;
                            /** @enum {string} */
                            trigger: "onboarding" | "nightly" | "admin";
                            triggered_by: string;
                            /** Format: date-time */
                            requested_at: string;
                            started_at: string | null;
                            finished_at: string | null;
                            elapsed_seconds: number;
                            /** @description Percent; never goes down. */
                            percent_complete: number;
                            current_phase: string | null;
                            note: string | null;
                            error?: {
                                code: string;
                                message: string;
                                hint: string | null;
                                phase: string | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolios/{id}/runs/{batch_run_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Status and log of a run as they come, as server-sent events
         * @description Events `log` carry an id; a `Last-Event-ID` header goes on behind it. Ends with the run.
         */
        get: {
            parameters: {
                query?: never;
                header?: {
                    "last-event-id"?: string;
                };
                path: {
                    id: string;
                    batch_run_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data/portfolio/{portfolio_id}/snapshots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Daily NAV, P&L, returns and exposures */
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            portfolio_id: string;
                            /**
                             * @description Synthetic prices are made up, for demonstration.
                             * @enum {string}
                             */
                            market: "real" | "synthetic";
                            snapshots: {
                                /** Format: date */
                                as_of: string;
                                net_asset_value: number;
                                cash_balance: number;
                                long_exposure: number;
                                /** @description At most 0. */
                                short_exposure: number;
                                gross_exposure: number;
                                net_exposure: number;
                                capital_flow: number;
                                dividends: number;
                                realized_pnl: number;
                                unrealized_pnl: number;
                                daily_pnl: number;
                                daily_return: number | null;
                                cumulative_return: number | null;
                                position_count: number;
                                unpriced_value: number;
                            }[];
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data/prices/historical/{portfolio_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prices of the symbols the portfolio ever held */
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                    /** @description Whether to give the benchmark's prices too. */
                    include_benchmark?: "true" | "false";
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            portfolio_id: string;
                            /**
                             * @description Synthetic prices are made up, for demonstration.
                             * @enum {string}
                             */
                            market: "real" | "synthetic";
                            /** Format: date */
                            from: string;
                            /** Format: date */
                            to: string;
                            /** @description Raw close as printed, and total-return close. */
                            symbols: {
                                [key: string]: {
                                    /** Format: date */
                                    date: string;
                                    close: number;
                                    adj_close: number;
                                    volume: number | null;
                                }[];
                            };
                            /** @description What performance is compared with; null where it was not asked for. */
                            benchmark: {
                                symbol: string;
                                prices: {
                                    /** Format: date */
                                    date: string;
                                    close: number;
                                    adj_close: number;
                                    volume: number | null;
                                }[];
                            } | null;
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** NAV, cash, leverage, exposures and P&L */
        get: {
            parameters: {
                query?: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                net_asset_value: number;
                                cash_balance: number;
                                /** @description Gross exposure over NAV; null where NAV is not positive. */
                                leverage: number | null;
                                exposures: {
                                    long: number;
                                    short: number;
                                    gross: number;
                                    net: number;
                                    /** @description Percent of NAV. */
                                    long_percentage: number | null;
                                    short_percentage: number | null;
                                    gross_percentage: number | null;
                                    net_percentage: number | null;
                                };
                                pnl: {
                                    /** @description unrealized + realized + dividends. */
                                    total: number;
                                    unrealized: number;
                                    realized: number;
                                    dividends: number;
                                    daily: number;
                                    ytd: number;
                                    mtd: number;
                                };
                                daily_return: number | null;
                                cumulative_return: number | null;
                                position_count: number;
                                /** @description Absolute market value held without a market price. */
                                unpriced_value: number;
                                /** @description Why a number is null, by its field. */
                                reasons: {
                                    [key: string]: {
                                        code: string;
                                        message: string;
                                    };
                                };
                                /** @description As stated by the owner, USD. */
                                equity_balance: number;
                                /**
                                 * @description Synthetic prices are made up, for demonstration.
                                 * @enum {string}
                                 */
                                market: "real" | "synthetic";
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/factor-exposures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Factor exposures of the portfolio */
        get: {
            parameters: {
                query?: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                /** @description Version of the methods. */
                                method: number;
                                factors: {
                                    name: string;
                                    type: string;
                                    /** @description Its estimator. */
                                    model: string;
                                    /** @description Null for the provider's beta, which is not estimated. */
                                    window_sessions: number | null;
                                    /** @description Sum of weight times loading, fraction of NAV. */
                                    beta: number | null;
                                    exposure_dollar: number | null;
                                    /** @description Null for estimators without one (ridge, provider). */
                                    std_error: number | null;
                                    /** @description Share of absolute weight with a loading; null where nothing is held. */
                                    coverage: number | null;
                                    /** @description Fewest behind a loading that counts; null where none does, and for the provider's beta. */
                                    observations: number | null;
                                    /** @description Why beta is null. */
                                    reason: {
                                        code: string;
                                        message: string;
                                    } | null;
                                    /** @description Why std_error is null. */
                                    std_error_reason: {
                                        code: string;
                                        message: string;
                                    } | null;
                                }[];
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/spread-factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Exposures to long-short spreads, in words too */
        get: {
            parameters: {
                query?: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                /** @description Version of the methods. */
                                method: number;
                                factors: {
                                    name: string;
                                    type: string;
                                    /** @description Its estimator. */
                                    model: string;
                                    /** @description Null for the provider's beta, which is not estimated. */
                                    window_sessions: number | null;
                                    /** @description Sum of weight times loading, fraction of NAV. */
                                    beta: number | null;
                                    exposure_dollar: number | null;
                                    /** @description Null for estimators without one (ridge, provider). */
                                    std_error: number | null;
                                    /** @description Share of absolute weight with a loading; null where nothing is held. */
                                    coverage: number | null;
                                    /** @description Fewest behind a loading that counts; null where none does, and for the provider's beta. */
                                    observations: number | null;
                                    /** @description Why beta is null. */
                                    reason: {
                                        code: string;
                                        message: string;
                                    } | null;
                                    /** @description Why std_error is null. */
                                    std_error_reason: {
                                        code: string;
                                        message: string;
                                    } | null;
                                    direction: string | null;
                                    magnitude: string | null;
                                    explanation: string | null;
                                }[];
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/positions/factor-exposures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Loadings behind the exposures, by symbol held, and how they were estimated */
        get: {
            parameters: {
                query?: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                /** @description Version of the methods; null where no symbol has loadings. */
                                method: number | null;
                                positions: {
                                    symbol: string;
                                    /** @description Fraction of NAV; null where NAV is not positive. */
                                    weight: number | null;
                                    /** @description Loading by factor; null where there is no estimate. */
                                    factors: {
                                        [key: string]: number | null;
                                    };
                                    /** @description By factor; what its estimator does not have is left out. */
                                    diagnostics: {
                                        [key: string]: {
                                            observations?: number;
                                            /** @description Of the whole model for ridge and joint. */
                                            r_squared?: number | null;
                                            std_error?: number | null;
                                            t?: number | null;
                                            /** @description Two-sided, of a loading of 0. */
                                            p?: number | null;
                                            /** @description Effective degrees of freedom of the ridge regression. */
                                            effective_df?: number | null;
                                            /** @description Why the loading, or a part of this, is null. */
                                            reason: {
                                                code: string;
                                                message: string;
                                            } | null;
                                        };
                                    };
                                    /** @description Why a number is null, by its field. */
                                    reasons: {
                                        [key: string]: {
                                            code: string;
                                            message: string;
                                        };
                                    };
                                }[];
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/factor-exposures/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Factor exposures of every session */
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            factors: string[];
                            history: {
                                /** Format: date */
                                as_of: string;
                                exposures: {
                                    [key: string]: number | null;
                                };
                            }[];
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/volatility": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Realised, EWMA and forecast volatility of today's weights over past returns */
        get: {
            parameters: {
                query?: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                /** @description Annualised, fraction. */
                                realized_volatility_21d: number | null;
                                realized_volatility_63d: number | null;
                                realized_volatility_252d: number | null;
                                /** @description Annualised, decay 0.94 a session. */
                                ewma: number | null;
                                /** @description Forecast for the next 21 sessions (HAR), annualised. */
                                expected_volatility_21d: number | null;
                                /** @description Share of the year's 21-session volatilities below the last one, 0 to 1. */
                                percentile: number | null;
                                trend: ("rising" | "falling" | "stable") | null;
                                /** @description Volatility of the last 21 sessions over that of the 21 before. */
                                trend_ratio: number | null;
                                /** @description Sessions in which part of the book stands as factor returns. */
                                proxied_returns: number;
                                /** @description Past sessions that count. */
                                observations: number;
                                /** @description Why a number is null, by its field. */
                                reasons: {
                                    [key: string]: {
                                        code: string;
                                        message: string;
                                    };
                                };
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/volatility/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Volatility of every session */
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            history: {
                                /** @description Annualised, fraction. */
                                realized_volatility_21d: number | null;
                                realized_volatility_63d: number | null;
                                realized_volatility_252d: number | null;
                                /** @description Annualised, decay 0.94 a session. */
                                ewma: number | null;
                                /** @description Forecast for the next 21 sessions (HAR), annualised. */
                                expected_volatility_21d: number | null;
                                /** @description Share of the year's 21-session volatilities below the last one, 0 to 1. */
                                percentile: number | null;
                                /** Format: date */
                                as_of: string;
                            }[];
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/risk-metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tail risk of today's weights and performance of the account */
        get: {
            parameters: {
                query?: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                /** @description Market beta of today's weights, 90 sessions. */
                                beta: number | null;
                                beta_std_error: number | null;
                                /** @description Annualised, by the joint factor model. */
                                volatility: number | null;
                                /** @description Annualised, today's weights over past returns. */
                                realized_volatility_252d: number | null;
                                /** @description Share of the variance that the factors bring. */
                                systematic_share: number | null;
                                diversification_ratio: number | null;
                                /** @description One session, fraction of NAV, positive = loss; filtered historical simulation. */
                                var_95: number | null;
                                var_99: number | null;
                                var_95_dollar: number | null;
                                var_99_dollar: number | null;
                                /** @description Expected shortfall. */
                                cvar_95: number | null;
                                cvar_99: number | null;
                                cvar_95_dollar: number | null;
                                cvar_99_dollar: number | null;
                                /** @description √10 times one session: a convention, not a forecast. */
                                ten_session: {
                                    /** @description One session, fraction of NAV, positive = loss. */
                                    var_95: number | null;
                                    var_99: number | null;
                                    var_95_dollar: number | null;
                                    var_99_dollar: number | null;
                                    /** @description Expected shortfall. */
                                    cvar_95: number | null;
                                    cvar_99: number | null;
                                    cvar_95_dollar: number | null;
                                    cvar_99_dollar: number | null;
                                };
                                tail_methods: {
                                    filtered_historical: {
                                        /** @description One session, fraction of NAV, positive = loss. */
                                        var_95: number | null;
                                        var_99: number | null;
                                        var_95_dollar: number | null;
                                        var_99_dollar: number | null;
                                        /** @description Expected shortfall. */
                                        cvar_95: number | null;
                                        cvar_99: number | null;
                                        cvar_95_dollar: number | null;
                                        cvar_99_dollar: number | null;
                                    };
                                    historical: {
                                        /** @description One session, fraction of NAV, positive = loss. */
                                        var_95: number | null;
                                        var_99: number | null;
                                        var_95_dollar: number | null;
                                        var_99_dollar: number | null;
                                        /** @description Expected shortfall. */
                                        cvar_95: number | null;
                                        cvar_99: number | null;
                                        cvar_95_dollar: number | null;
                                        cvar_99_dollar: number | null;
                                        /** @description Acerbi–Tasche: the session at the quantile counts in part. */
                                        cvar_exact_95: number | null;
                                        cvar_exact_99: number | null;
                                        cvar_exact_95_dollar: number | null;
                                        cvar_exact_99_dollar: number | null;
                                    };
                                    gaussian: {
                                        /** @description One session, fraction of NAV, positive = loss. */
                                        var_95: number | null;
                                        var_99: number | null;
                                        var_95_dollar: number | null;
                                        var_99_dollar: number | null;
                                        /** @description Expected shortfall. */
                                        cvar_95: number | null;
                                        cvar_99: number | null;
                                        cvar_95_dollar: number | null;
                                        cvar_99_dollar: number | null;
                                    };
                                    cornish_fisher: {
                                        /** @description One session, fraction of NAV, positive = loss. */
                                        var_95: number | null;
                                        var_99: number | null;
                                        var_95_dollar: number | null;
                                        var_99_dollar: number | null;
                                    };
                                };
                                tail_observations: number;
                                /** @description Of the account, flow-free, since its first session. */
                                cumulative_return: number | null;
                                annualized_return: number | null;
                                /** @description Of the account's own daily returns. */
                                annualized_volatility: number | null;
                                sharpe: number | null;
                                sortino: number | null;
                                calmar: number | null;
                                max_drawdown: number | null;
                                max_drawdown_peak: string | null;
                                max_drawdown_trough: string | null;
                                /** @description Null while the peak is not reached again. */
                                max_drawdown_recovery: string | null;
                                current_drawdown: number | null;
                                tracking_error: number | null;
                                information_ratio: number | null;
                                information_ratio_arithmetic: number | null;
                                /** @description Annualised, from the regression on the benchmark's excess. */
                                alpha: number | null;
                                /** @description Realised, of the account's returns. */
                                beta_to_benchmark: number | null;
                                up_capture: number | null;
                                down_capture: number | null;
                                performance_observations: number;
                                /** @description Why a number is null, by its field: parts of ten_session and tail_methods share the reason of their level, dollars that of their fraction. */
                                reasons: {
                                    [key: string]: {
                                        code: string;
                                        message: string;
                                    };
                                };
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/risk-metrics/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tail risk and performance of every session */
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            history: {
                                /** Format: date */
                                as_of: string;
                                volatility: number | null;
                                var_95: number | null;
                                var_99: number | null;
                                cvar_95: number | null;
                                cvar_99: number | null;
                                /** @description What the book of the close before returned on the session. */
                                clean_return: number | null;
                                sharpe: number | null;
                                max_drawdown: number | null;
                                current_drawdown: number | null;
                                cumulative_return: number | null;
                            }[];
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/risk-metrics/backtest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How value-at-risk forecasts held up */
        get: {
            parameters: {
                query?: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                /** @description Each close's forecast with its own weights against the next session. */
                                clean: {
                                    tests: {
                                        level: number;
                                        forecasts: number | null;
                                        exceptions: number | null;
                                        expected: number | null;
                                        kupiec: {
                                            statistic: number;
                                            p: number;
                                        } | null;
                                        independence: {
                                            statistic: number;
                                            p: number;
                                        } | null;
                                        joint: {
                                            statistic: number;
                                            p: number;
                                        } | null;
                                        /** @description At 99 % only. */
                                        traffic_light: ("green" | "yellow" | "red") | null;
                                        /** @description Fewer than five exceptions are expected. */
                                        low_power: boolean | null;
                                        reason: {
                                            code: string;
                                            message: string;
                                        } | null;
                                    }[];
                                    bias: {
                                        observations: number | null;
                                        /** @description sd(return / forecast): above 1 forecasts were too low. */
                                        bias: number | null;
                                        tolerance: number | null;
                                        reason: {
                                            code: string;
                                            message: string;
                                        } | null;
                                    };
                                };
                                /** @description Today's weights over their own past: the method's record on this book. */
                                pro_forma: {
                                    tests: {
                                        level: number;
                                        forecasts: number | null;
                                        exceptions: number | null;
                                        expected: number | null;
                                        kupiec: {
                                            statistic: number;
                                            p: number;
                                        } | null;
                                        independence: {
                                            statistic: number;
                                            p: number;
                                        } | null;
                                        joint: {
                                            statistic: number;
                                            p: number;
                                        } | null;
                                        /** @description At 99 % only. */
                                        traffic_light: ("green" | "yellow" | "red") | null;
                                        /** @description Fewer than five exceptions are expected. */
                                        low_power: boolean | null;
                                        reason: {
                                            code: string;
                                            message: string;
                                        } | null;
                                        method: string;
                                    }[];
                                    bias: {
                                        observations: number | null;
                                        /** @description sd(return / forecast): above 1 forecasts were too low. */
                                        bias: number | null;
                                        tolerance: number | null;
                                        reason: {
                                            code: string;
                                            message: string;
                                        } | null;
                                    };
                                };
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/risk-decomposition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the risk comes from, by factor and by position */
        get: {
            parameters: {
                query?: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                /** @description Annualised, by the joint factor model. */
                                volatility: number | null;
                                specific_share: number | null;
                                /** @description Absolute weight with loadings, over NAV. */
                                covered_weight: number | null;
                                uncovered_weight: number | null;
                                factors: {
                                    name: string;
                                    exposure: number | null;
                                    /** @description Of the variance; with specific_share they add up to 1. */
                                    share: number | null;
                                    /** @description Annualised volatility. */
                                    component: number | null;
                                    /** @description Change of annualised volatility per unit of exposure. */
                                    marginal: number | null;
                                    /** @description Variance inflation in the window. */
                                    vif: number | null;
                                    /** @description Why a number is null, by its field. */
                                    reasons: {
                                        [key: string]: {
                                            code: string;
                                            message: string;
                                        };
                                    };
                                }[];
                                positions: {
                                    symbol: string;
                                    weight: number | null;
                                    /** @description Annualised, by the model. */
                                    volatility: number | null;
                                    /** @description Of the variance; they add up to 1. */
                                    share: number | null;
                                    systematic_share: number | null;
                                    /** @description Annualised volatility. */
                                    component: number | null;
                                    /** @description Change of annualised volatility per unit of weight. */
                                    marginal: number | null;
                                    /** @description They add up to cvar_95. */
                                    component_cvar_95: number | null;
                                    component_cvar_99: number | null;
                                    /** @description Share of variance times VaR: an allocation. */
                                    component_var_95: number | null;
                                    component_var_99: number | null;
                                    /** @description Why a number is null, by its field. */
                                    reasons: {
                                        [key: string]: {
                                            code: string;
                                            message: string;
                                        };
                                    };
                                }[];
                                /** @description Of the standardised factors in the window. */
                                condition_number: number | null;
                                factor_observations: number;
                                /** @description Total volatility from the covariance of the holdings' own returns. */
                                second_opinion: {
                                    /** @description Ledoit–Wolf, constant correlation. */
                                    constant_correlation_volatility: number | null;
                                    constant_correlation_shrinkage: number | null;
                                    identity_volatility: number | null;
                                    identity_shrinkage: number | null;
                                    sample_volatility: number | null;
                                    observations: number;
                                    /** @description Share of absolute weight that it speaks for. */
                                    coverage: number | null;
                                    /** @description Why a number is null, by its field. */
                                    reasons: {
                                        [key: string]: {
                                            code: string;
                                            message: string;
                                        };
                                    };
                                };
                                /** @description Why the model says nothing of the book. */
                                reason: {
                                    code: string;
                                    message: string;
                                } | null;
                                /** @description Why a number is null, by its field. */
                                reasons: {
                                    [key: string]: {
                                        code: string;
                                        message: string;
                                    };
                                };
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/stress-test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Scenarios applied to the joint factor exposures, direct and correlated */
        get: {
            parameters: {
                query?: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                scenarios: {
                                    /** @description The correlated reading, or the direct one without a covariance. */
                                    impact: {
                                        dollar_impact: number;
                                        /** @description Percent of NAV. */
                                        percentage_impact: number;
                                        new_portfolio_value: number;
                                    } | null;
                                    impact_reading: ("correlated" | "direct") | null;
                                    /** @description Only the shocked factors move. */
                                    direct: {
                                        dollar_impact: number;
                                        /** @description Percent of NAV. */
                                        percentage_impact: number;
                                        new_portfolio_value: number;
                                        factor_moves: {
                                            [key: string]: number | null;
                                        };
                                        contributions: {
                                            /** @description P&L over NAV by joint factor, linear. */
                                            factors: {
                                                [key: string]: number | null;
                                            };
                                            /** @description P&L over NAV by symbol, linear; null without loadings. */
                                            positions: {
                                                [key: string]: number | null;
                                            };
                                            /** @description What full revaluation of options adds, over NAV. */
                                            convexity: number | null;
                                            /** @description The same by option lot. */
                                            options: {
                                                symbol: string;
                                                convexity: number | null;
                                            }[];
                                        };
                                    } | null;
                                    /** @description The other factors move as expected given the shocked ones, by the year's covariance. */
                                    correlated: {
                                        dollar_impact: number;
                                        /** @description Percent of NAV. */
                                        percentage_impact: number;
                                        new_portfolio_value: number;
                                        factor_moves: {
                                            [key: string]: number | null;
                                        };
                                        contributions: {
                                            /** @description P&L over NAV by joint factor, linear. */
                                            factors: {
                                                [key: string]: number | null;
                                            };
                                            /** @description P&L over NAV by symbol, linear; null without loadings. */
                                            positions: {
                                                [key: string]: number | null;
                                            };
                                            /** @description What full revaluation of options adds, over NAV. */
                                            convexity: number | null;
                                            /** @description The same by option lot. */
                                            options: {
                                                symbol: string;
                                                convexity: number | null;
                                            }[];
                                        };
                                    } | null;
                                    /** @description Why correlated is null. */
                                    correlated_reason: {
                                        code: string;
                                        message: string;
                                    } | null;
                                    /** @description Of `impact`: they add up to it. */
                                    contributions: {
                                        /** @description P&L over NAV by joint factor, linear. */
                                        factors: {
                                            [key: string]: number | null;
                                        };
                                        /** @description P&L over NAV by symbol, linear; null without loadings. */
                                        positions: {
                                            [key: string]: number | null;
                                        };
                                        /** @description What full revaluation of options adds, over NAV. */
                                        convexity: number | null;
                                        /** @description The same by option lot. */
                                        options: {
                                            symbol: string;
                                            convexity: number | null;
                                        }[];
                                    } | null;
                                    /** @description The shocks as returns of the joint factors. */
                                    factor_shocks: {
                                        [key: string]: number | null;
                                    };
                                    plausibility: {
                                        /** @description Mahalanobis distance of the shocked factors, standard deviations. */
                                        distance: number | null;
                                        /** @description Share of draws from the year's covariance that lie nearer, 0 to 1. */
                                        percentile: number | null;
                                        implausible: boolean | null;
                                        /** @description Why one of them is null. */
                                        reason: {
                                            code: string;
                                            message: string;
                                        } | null;
                                    };
                                    /** @description Share of NAV, in absolute value, without joint loadings. */
                                    not_covered: number | null;
                                    /** @description Why impact is null. */
                                    reason: {
                                        code: string;
                                        message: string;
                                    } | null;
                                    id: string;
                                    name: string;
                                    category: string;
                                    severity: string;
                                    /**
                                     * @description The scenario table, or what the factors did in the episode.
                                     * @enum {string}
                                     */
                                    source: "table" | "replay";
                                    /** @description Factors of a replay that take the table's shock. */
                                    table_factors: string[];
                                }[];
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/stress-test/custom": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shocks of your own, applied to the portfolio */
        get: {
            parameters: {
                query: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                    /** @description factor:size by semicolons, such as Market:-0.2;Size:-0.05a;Interest_Rate:+100bp. */
                    shocks: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                /** @description The correlated reading, or the direct one without a covariance. */
                                impact: {
                                    dollar_impact: number;
                                    /** @description Percent of NAV. */
                                    percentage_impact: number;
                                    new_portfolio_value: number;
                                } | null;
                                impact_reading: ("correlated" | "direct") | null;
                                /** @description Only the shocked factors move. */
                                direct: {
                                    dollar_impact: number;
                                    /** @description Percent of NAV. */
                                    percentage_impact: number;
                                    new_portfolio_value: number;
                                    factor_moves: {
                                        [key: string]: number | null;
                                    };
                                    contributions: {
                                        /** @description P&L over NAV by joint factor, linear. */
                                        factors: {
                                            [key: string]: number | null;
                                        };
                                        /** @description P&L over NAV by symbol, linear; null without loadings. */
                                        positions: {
                                            [key: string]: number | null;
                                        };
                                        /** @description What full revaluation of options adds, over NAV. */
                                        convexity: number | null;
                                        /** @description The same by option lot. */
                                        options: {
                                            symbol: string;
                                            convexity: number | null;
                                        }[];
                                    };
                                } | null;
                                /** @description The other factors move as expected given the shocked ones, by the year's covariance. */
                                correlated: {
                                    dollar_impact: number;
                                    /** @description Percent of NAV. */
                                    percentage_impact: number;
                                    new_portfolio_value: number;
                                    factor_moves: {
                                        [key: string]: number | null;
                                    };
                                    contributions: {
                                        /** @description P&L over NAV by joint factor, linear. */
                                        factors: {
                                            [key: string]: number | null;
                                        };
                                        /** @description P&L over NAV by symbol, linear; null without loadings. */
                                        positions: {
                                            [key: string]: number | null;
                                        };
                                        /** @description What full revaluation of options adds, over NAV. */
                                        convexity: number | null;
                                        /** @description The same by option lot. */
                                        options: {
                                            symbol: string;
                                            convexity: number | null;
                                        }[];
                                    };
                                } | null;
                                /** @description Why correlated is null. */
                                correlated_reason: {
                                    code: string;
                                    message: string;
                                } | null;
                                /** @description Of `impact`: they add up to it. */
                                contributions: {
                                    /** @description P&L over NAV by joint factor, linear. */
                                    factors: {
                                        [key: string]: number | null;
                                    };
                                    /** @description P&L over NAV by symbol, linear; null without loadings. */
                                    positions: {
                                        [key: string]: number | null;
                                    };
                                    /** @description What full revaluation of options adds, over NAV. */
                                    convexity: number | null;
                                    /** @description The same by option lot. */
                                    options: {
                                        symbol: string;
                                        convexity: number | null;
                                    }[];
                                } | null;
                                /** @description The shocks as returns of the joint factors. */
                                factor_shocks: {
                                    [key: string]: number | null;
                                };
                                plausibility: {
                                    /** @description Mahalanobis distance of the shocked factors, standard deviations. */
                                    distance: number | null;
                                    /** @description Share of draws from the year's covariance that lie nearer, 0 to 1. */
                                    percentile: number | null;
                                    implausible: boolean | null;
                                    /** @description Why one of them is null. */
                                    reason: {
                                        code: string;
                                        message: string;
                                    } | null;
                                };
                                /** @description Share of NAV, in absolute value, without joint loadings. */
                                not_covered: number | null;
                                /** @description Why impact is null. */
                                reason: {
                                    code: string;
                                    message: string;
                                } | null;
                                /** @description As understood. */
                                shocks: string;
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/stress-test/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The most plausible factor move that costs a stated part of NAV */
        get: {
            parameters: {
                query: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                    /** @description Fraction of NAV, such as 0.1. */
                    loss: number;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                /** @description Fraction of NAV. */
                                loss: number;
                                /** @description The most plausible factor returns with that loss. */
                                factor_moves: {
                                    [key: string]: number | null;
                                };
                                plausibility: {
                                    /** @description Mahalanobis distance of the shocked factors, standard deviations. */
                                    distance: number | null;
                                    /** @description Share of draws from the year's covariance that lie nearer, 0 to 1. */
                                    percentile: number | null;
                                    implausible: boolean | null;
                                    /** @description Why one of them is null. */
                                    reason: {
                                        code: string;
                                        message: string;
                                    } | null;
                                };
                                /** @description The book under these moves, options revalued in full. */
                                revalued: {
                                    dollar_impact: number;
                                    /** @description Percent of NAV. */
                                    percentage_impact: number;
                                    new_portfolio_value: number;
                                } | null;
                                /** @description How far revaluation is from the linear loss, over NAV. */
                                convexity: number | null;
                                not_covered: number | null;
                                reason: {
                                    code: string;
                                    message: string;
                                } | null;
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/correlation-matrix": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Correlations of the symbols held, and their clusters */
        get: {
            parameters: {
                query?: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                    /** @description Sessions. */
                    window?: "90" | "252";
                    /** @description Each pair by itself, as stored; or Ledoit–Wolf of all at once towards a constant correlation, in 252 sessions. */
                    estimator?: "pearson" | "ledoit_wolf";
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                /** @enum {string} */
                                estimator: "pearson" | "ledoit_wolf";
                                window_sessions: number;
                                symbols: string[];
                                /** @description Their history is too short for the matrix. */
                                symbols_left_out: string[];
                                /** @description Null where a pair has too few common returns. */
                                matrix: (number | null)[][];
                                /** @description Sessions on which both have a return; null on the diagonal. */
                                observations: (number | null)[][];
                                average_correlation: number | null;
                                /** @description Average linkage on 1 − correlation, cut at 0.5; the largest first. */
                                clusters: {
                                    symbols: string[];
                                    /** @description Mean inside the cluster; null for one symbol alone. */
                                    average_correlation: number | null;
                                }[];
                                /** @description Correlations above 0.7, the highest first. */
                                high_pairs: {
                                    symbols: string[];
                                    correlation: number;
                                }[];
                                /** @description Null for the pairwise estimate. */
                                shrinkage: {
                                    /** @description Share of the target in it, 0 to 1. */
                                    intensity: number;
                                    /** @description Mean of the sample correlations, which the target has everywhere; null with fewer than two symbols. */
                                    target_correlation: number | null;
                                    /** @description Of the covariance; null where it is singular to rounding. */
                                    condition_number: number | null;
                                    /** @description Annualised, in the order of the symbols. */
                                    volatilities: number[];
                                } | null;
                                /** @description Why the average is null. */
                                reason: {
                                    code: string;
                                    message: string;
                                } | null;
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/diversification-score": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the holdings cancel each other's risk */
        get: {
            parameters: {
                query?: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                    /** @description Sessions. */
                    window?: "90" | "252";
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                window_sessions: number;
                                average_correlation: number | null;
                                /** @description Weighted own volatilities over the book's, by the factor model. */
                                diversification_ratio: number | null;
                                /** @description Uncorrelated positions that the symbols are worth. */
                                effective_number_by_correlation: number | null;
                                symbols_counted: number;
                                symbols_left_out: string[];
                                /** @description 1/HHI. */
                                effective_num_positions: number | null;
                                clusters: number;
                                /** @description Largest change of a correlation that made the matrix positive semidefinite; 0 where it was. */
                                largest_correlation_repair: number | null;
                                /** @description Why a number is null, by its field. */
                                reasons: {
                                    [key: string]: {
                                        code: string;
                                        message: string;
                                    };
                                };
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/beta-diagnostics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the market beta of each holding can be trusted */
        get: {
            parameters: {
                query?: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                /** @description What betas are shrunk towards. */
                                prior: {
                                    mean: number;
                                    standard_deviation: number;
                                    /** @description Betas of the reference set it was made of; 0: the default. */
                                    references: number;
                                };
                                positions: {
                                    symbol: string;
                                    market_beta: number | null;
                                    std_error: number | null;
                                    /** @description Robust to serial correlation and changing variance. */
                                    newey_west_std_error: number | null;
                                    newey_west_lags: number | null;
                                    t: number | null;
                                    p: number | null;
                                    r_squared: number | null;
                                    observations: number;
                                    durbin_watson: number | null;
                                    /** @description Shrunk towards the prior by its precision; equities and equity funds only. */
                                    vasicek_beta: number | null;
                                    vasicek_std_error: number | null;
                                    /** @description With the market's return of the session before: for prices that lag. */
                                    dimson_beta: number | null;
                                    dimson_std_error: number | null;
                                    stale_pricing: boolean | null;
                                    /** @description Why a number is null, by its field. */
                                    reasons: {
                                        [key: string]: {
                                            code: string;
                                            message: string;
                                        };
                                    };
                                }[];
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/liquidity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long the holdings take to sell */
        get: {
            parameters: {
                query?: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                positions: {
                                    symbol: string;
                                    quantity: number;
                                    market_value: number;
                                    median_volume_21d: number | null;
                                    /** @description Sessions, at 20 % of the median volume. */
                                    days_to_liquidate: number | null;
                                    /** @description Why the last two are null. */
                                    reason: {
                                        code: string;
                                        message: string;
                                    } | null;
                                }[];
                                /** @description Share of gross market value whose volume is known. */
                                coverage: number | null;
                                /** @description Share of gross market value sold within so many sessions; without a volume it counts as unsold. */
                                liquidated: {
                                    sessions: number;
                                    share: number | null;
                                }[];
                                /** @description Why coverage and shares are null. */
                                reason: {
                                    code: string;
                                    message: string;
                                } | null;
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/symbol-metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns, volatilities and volume of the symbols held */
        get: {
            parameters: {
                query?: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                /** @description Version of the methods; null where no symbol has metrics. */
                                method: number | null;
                                symbols: {
                                    symbol: string;
                                    /** @description Total returns, annualised volatilities, and the median of 21 volumes in shares. */
                                    metrics: {
                                        return_1d: number | null;
                                        return_1w: number | null;
                                        return_1m: number | null;
                                        return_3m: number | null;
                                        return_1y: number | null;
                                        return_mtd: number | null;
                                        return_ytd: number | null;
                                        realized_vol_21: number | null;
                                        realized_vol_63: number | null;
                                        realized_vol_252: number | null;
                                        ewma_vol: number | null;
                                        median_volume_21: number | null;
                                        har_21: number | null;
                                        vol_percentile: number | null;
                                        vol_trend: number | null;
                                    };
                                    /** @description Why a number is null, by its field. */
                                    reasons: {
                                        [key: string]: {
                                            code: string;
                                            message: string;
                                        };
                                    };
                                }[];
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/risk-change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why the risk moved between two sessions */
        get: {
            parameters: {
                query: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                    /** @description The earlier session; the later one is as_of. */
                    from: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                from: {
                                    /** Format: date */
                                    as_of: string;
                                    state: {
                                        /** @description USD. */
                                        nav: number | null;
                                        market_beta: number | null;
                                        /** @description Annualised, by the joint factor model. */
                                        volatility: number | null;
                                        /** @description One session, fraction of NAV, positive = loss. */
                                        var_95: number | null;
                                        /** @description Expected shortfall. */
                                        cvar_95: number | null;
                                        /** @description Why a number is null, by its field. */
                                        reasons: {
                                            [key: string]: {
                                                code: string;
                                                message: string;
                                            };
                                        };
                                    };
                                };
                                to: {
                                    /** Format: date */
                                    as_of: string;
                                    state: {
                                        /** @description USD. */
                                        nav: number | null;
                                        market_beta: number | null;
                                        /** @description Annualised, by the joint factor model. */
                                        volatility: number | null;
                                        /** @description One session, fraction of NAV, positive = loss. */
                                        var_95: number | null;
                                        /** @description Expected shortfall. */
                                        cvar_95: number | null;
                                        /** @description Why a number is null, by its field. */
                                        reasons: {
                                            [key: string]: {
                                                code: string;
                                                message: string;
                                            };
                                        };
                                    };
                                };
                                /** @description One after the other: they add up from the first state to the second. */
                                steps: {
                                    /** @enum {string} */
                                    cause: "restated_data" | "edited_facts" | "price_drift" | "positions" | "window" | "restated_since";
                                    explanation: string;
                                    change: {
                                        /** @description USD. */
                                        nav: number | null;
                                        market_beta: number | null;
                                        /** @description Annualised, by the joint factor model. */
                                        volatility: number | null;
                                        /** @description One session, fraction of NAV, positive = loss. */
                                        var_95: number | null;
                                        /** @description Expected shortfall. */
                                        cvar_95: number | null;
                                        /** @description Why a number is null, by its field. */
                                        reasons: {
                                            [key: string]: {
                                                code: string;
                                                message: string;
                                            };
                                        };
                                    };
                                }[];
                                notes: string[];
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/pnl-attribution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Daily P&L by factor, specific and the rest */
        get: {
            parameters: {
                query?: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                    /** @description First session; the last 21 by default, at most 260. */
                    from?: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                sessions: {
                                    /** Format: date */
                                    as_of: string;
                                    /** @description USD. */
                                    total: number | null;
                                    /** @description USD by joint factor, with the exposures of the close before. */
                                    factors: {
                                        [key: string]: number | null;
                                    };
                                    /** @description What holdings with loadings earned beside their factors. */
                                    specific: number | null;
                                    /** @description Trades of the day, holdings without loadings, options beside their delta. */
                                    other: number | null;
                                    /** @description Why a number is null, by its field. */
                                    reasons: {
                                        [key: string]: {
                                            code: string;
                                            message: string;
                                        };
                                    };
                                }[];
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolios/{portfolio_id}/runs/{batch_run_id}/compare/{other_run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What moved between two runs, and why */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    portfolio_id: string;
                    batch_run_id: string;
                    other_run_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            from: {
                                /** Format: date */
                                as_of: string;
                                state: {
                                    /** @description USD. */
                                    nav: number | null;
                                    market_beta: number | null;
                                    /** @description Annualised, by the joint factor model. */
                                    volatility: number | null;
                                    /** @description One session, fraction of NAV, positive = loss. */
                                    var_95: number | null;
                                    /** @description Expected shortfall. */
                                    cvar_95: number | null;
                                    /** @description Why a number is null, by its field. */
                                    reasons: {
                                        [key: string]: {
                                            code: string;
                                            message: string;
                                        };
                                    };
                                };
                            };
                            to: {
                                /** Format: date */
                                as_of: string;
                                state: {
                                    /** @description USD. */
                                    nav: number | null;
                                    market_beta: number | null;
                                    /** @description Annualised, by the joint factor model. */
                                    volatility: number | null;
                                    /** @description One session, fraction of NAV, positive = loss. */
                                    var_95: number | null;
                                    /** @description Expected shortfall. */
                                    cvar_95: number | null;
                                    /** @description Why a number is null, by its field. */
                                    reasons: {
                                        [key: string]: {
                                            code: string;
                                            message: string;
                                        };
                                    };
                                };
                            };
                            /** @description One after the other: they add up from the first state to the second. */
                            steps: {
                                /** @enum {string} */
                                cause: "restated_data" | "edited_facts" | "price_drift" | "positions" | "window" | "restated_since";
                                explanation: string;
                                change: {
                                    /** @description USD. */
                                    nav: number | null;
                                    market_beta: number | null;
                                    /** @description Annualised, by the joint factor model. */
                                    volatility: number | null;
                                    /** @description One session, fraction of NAV, positive = loss. */
                                    var_95: number | null;
                                    /** @description Expected shortfall. */
                                    cvar_95: number | null;
                                    /** @description Why a number is null, by its field. */
                                    reasons: {
                                        [key: string]: {
                                            code: string;
                                            message: string;
                                        };
                                    };
                                };
                            }[];
                            notes: string[];
                            runs: {
                                /** Format: uuid */
                                batch_run_id: string;
                                /** Format: date */
                                as_of: string;
                                facts_revision: string;
                                method: number;
                                /** Format: date-time */
                                recorded_at: string;
                            }[];
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/sector-exposure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sector weights beside the benchmark's */
        get: {
            parameters: {
                query?: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                benchmark: string;
                                /** @description Why the benchmark's weights are null. */
                                benchmark_reason: {
                                    code: string;
                                    message: string;
                                } | null;
                                sectors: {
                                    sector: string;
                                    /** @description Market value over NAV. */
                                    weight: number | null;
                                    benchmark_weight: number | null;
                                    /** @description weight − benchmark_weight. */
                                    active_weight: number | null;
                                    /** @description Why weight is null. */
                                    reason: {
                                        code: string;
                                        message: string;
                                    } | null;
                                }[];
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/concentration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much lies in few positions */
        get: {
            parameters: {
                query?: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                hhi: number | null;
                                effective_num_positions: number | null;
                                /** @description Share of gross exposure. */
                                top_3: number | null;
                                top_10: number | null;
                                /** @description Over NAV by symbol, options by their delta equivalent; as the next three. */
                                delta_long_exposure: number | null;
                                delta_short_exposure: number | null;
                                delta_gross_exposure: number | null;
                                delta_net_exposure: number | null;
                                level: string | null;
                                /** @description Why a number is null, by its field. */
                                reasons: {
                                    [key: string]: {
                                        code: string;
                                        message: string;
                                    };
                                };
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/beta-comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Estimated market beta beside the provider's, by position */
        get: {
            parameters: {
                query?: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                portfolio: {
                                    market_beta: number | null;
                                    provider_beta: number | null;
                                    difference: number | null;
                                    /** @description Why a number is null, by its field. */
                                    reasons: {
                                        [key: string]: {
                                            code: string;
                                            message: string;
                                        };
                                    };
                                };
                                positions: {
                                    market_beta: number | null;
                                    provider_beta: number | null;
                                    difference: number | null;
                                    /** @description Why a number is null, by its field. */
                                    reasons: {
                                        [key: string]: {
                                            code: string;
                                            message: string;
                                        };
                                    };
                                    symbol: string;
                                    /** @description Fraction of NAV; null where NAV is not positive. */
                                    weight: number | null;
                                    magnitude: string | null;
                                }[];
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/portfolio/{portfolio_id}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a number comes from: inputs, sources, formula, run, and its reproduction; or the keys of all */
        get: {
            parameters: {
                query?: {
                    /** @description The last session up to this day; the latest one by default. */
                    as_of?: string;
                    /** @description Key of the number, such as snapshots/nav. */
                    number?: string;
                    /** @description Keys of this family only. */
                    family?: "snapshots" | "positions" | "concentration" | "factors" | "holdings" | "volatility" | "risk-metrics" | "risk-decomposition" | "correlations" | "stress" | "loadings" | "symbol-metrics";
                    limit?: number;
                    offset?: number;
                };
                header?: never;
                path: {
                    portfolio_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            /** @description Session whose closing data the numbers use. */
                            as_of: string | null;
                            data: {
                                /** @description Of the number asked for. */
                                explanation: {
                                    key: string;
                                    title: string;
                                    unit: string;
                                    value: number | null;
                                    /** @description Why the value is null. */
                                    reason: {
                                        code: string;
                                        message: string;
                                        /** @description Observations that the estimate needs. */
                                        needed: number | null;
                                        got: number | null;
                                    } | null;
                                    /** @description Whether a run stored the value; else it is computed now by the run's functions. */
                                    stored: boolean;
                                    /** @description The run that stored it; null where it is not stored, or a run of another portfolio stored it. */
                                    run: {
                                        /** Format: uuid */
                                        id: string;
                                        trigger: string;
                                        status: string;
                                        finished_at: string | null;
                                    } | null;
                                    /** @description Version of the methods. */
                                    method: number;
                                    /** @description Whether facts or prices changed since; the next run may give another value. */
                                    inputs_changed: boolean;
                                    formula: string;
                                    method_page: string;
                                    inputs: {
                                        /** @description As the formula writes it; P[SPY] is the P of SPY. */
                                        name: string;
                                        about: string;
                                        unit: string;
                                        /** @description Session of the value, or of all values; null where each has its own or none has. */
                                        session: string | null;
                                        source: {
                                            /** @enum {string} */
                                            kind: "fact" | "prices" | "profile" | "result" | "constant" | "table";
                                            /** @description Of a fact: portfolio, position or flow. */
                                            of?: string;
                                            /** @description Ids of what the fact was stated of, one a value. */
                                            ids?: string[];
                                            /** @description Field of the fact or of the company profile. */
                                            field?: string;
                                            /** @description Symbol of the prices. */
                                            symbol?: string;
                                            /** @description close, adjusted close, volume, dividend or split. */
                                            series?: string;
                                            /** @description Symbols of the profiles. */
                                            symbols?: string[];
                                            /** @description Numbers that have an explanation of their own, one a value. */
                                            keys?: string[];
                                            /** @description Table of the program: factors or scenarios. */
                                            table?: string;
                                            /** @description Row of the table. */
                                            row?: string;
                                        };
                                        /** @description Where it is one; null where it is missing. */
                                        value?: number | string | null;
                                        /** @description What the values are listed by: session, holding, position, factor … */
                                        by?: string;
                                        labels?: string[];
                                        /** @description One a label; null where it is missing. */
                                        values?: (number | null)[];
                                    }[];
                                    /** @description Values that the inputs lack, with the first of their labels. */
                                    missing: {
                                        name: string;
                                        count: number;
                                        labels: string[];
                                    }[];
                                    /** @description The value from these inputs and nothing else. */
                                    reproduced: number | null;
                                    /** @description reproduced − value. */
                                    difference: number | null;
                                    agrees: boolean;
                                    /** @description Within one of the two, value and reproduction agree. */
                                    tolerance: {
                                        relative: number;
                                        absolute: number;
                                    };
                                    /** @description Where the prices behind it come from, by symbol. */
                                    sources: {
                                        symbol: string;
                                        provider: string | null;
                                        /** @description Whether the provider gives closes as printed. */
                                        closes: ("raw" | "adjusted") | null;
                                        covered_from: string | null;
                                        covered_to: string | null;
                                        /** @description Goes up when stored history changes. */
                                        price_revision: number;
                                        last_fetch: {
                                            /** Format: date-time */
                                            at: string;
                                            provider: string | null;
                                            from: string | null;
                                            to: string | null;
                                        } | null;
                                        profile: {
                                            provider: string;
                                            /** Format: date-time */
                                            updated_at: string;
                                        } | null;
                                    }[];
                                } | null;
                                /** @description Where no number was asked for: all that can be. */
                                catalogue: {
                                    families: {
                                        name: string;
                                        title: string;
                                        method_page: string;
                                        count: number;
                                    }[];
                                    /** @description Numbers there are, of the family asked for or of all. */
                                    total: number;
                                    numbers: {
                                        key: string;
                                        title: string;
                                        unit: string;
                                        value: number | null;
                                        stored: boolean;
                                    }[];
                                } | null;
                            } | null;
                            reason: {
                                code: string;
                                message: string;
                            } | null;
                            data_quality: {
                                /** @enum {string} */
                                flag: "complete" | "partial" | "unavailable";
                                message: string;
                                positions_analyzed: number | null;
                                positions_total: number | null;
                                positions_skipped: number | null;
                                /** @description Sessions or returns behind the numbers. */
                                data_days: number | null;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/batch/matrix": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which sessions of which portfolio each phase has completed */
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date */
                            from: string;
                            /** Format: date */
                            to: string;
                            sessions: string[];
                            portfolios: {
                                /** Format: uuid */
                                portfolio_id: string;
                                portfolio_name: string;
                                phases: {
                                    phase: string;
                                    completed: number;
                                    /** @description The completed sessions, in stretches; both ends included. */
                                    done: {
                                        /** Format: date */
                                        from: string;
                                        /** Format: date */
                                        to: string;
                                    }[];
                                    /** @description Sessions of the range that the phase should have completed and has not; of one that stores only the last session of a run, the last at most. */
                                    missing: string[];
                                }[];
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/batch/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start a run of one portfolio or of all; an active run of that scope is the answer (200) */
        post: {
            parameters: {
                query?: {
                    portfolio_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        portfolio_id?: string;
                        /** Format: date */
                        start_date?: string;
                        /** Format: date */
                        end_date?: string;
                        force_rerun?: boolean;
                        /** @description Why, in your words; kept with the run and in the audit log. */
                        reason?: string;
                    } | null;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            batch_run_id: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "partial" | "failed" | "cancelled";
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            batch_run_id: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "partial" | "failed" | "cancelled";
                            message: string;
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/batch/run/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Active runs with progress */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            runs: {
                                /** Format: uuid */
                                batch_run_id: string;
                                portfolio_id: string | null;
                                /** @enum {string} */
                                status: "queued" | "running" | "completed" | "partial" | "failed" | "cancelled";
                                cancel_requested: boolean;
                                /** @enum {string} */
                                trigger: "onboarding" | "nightly" | "admin";
                                triggered_by: string;
                                /** Format: date-time */
                                requested_at: string;
                                started_at: string | null;
                                finished_at: string | null;
                                elapsed_seconds: number;
                                /** @description Percent; never goes down. */
                                percent_complete: number;
                                current_phase: string | null;
                                note: string | null;
                                error?: {
                                    code: string;
                                    message: string;
                                    hint: string | null;
                                    phase: string | null;
                                };
                                phases: {
                                    phase_id: string;
                                    phase_name: string;
                                    /** @enum {string} */
                                    status: "pending" | "running" | "completed" | "partial" | "failed" | "cancelled";
                                    current: number;
                                    total: number;
                                    unit: string;
                                    started_at: string | null;
                                    duration_seconds: number | null;
                                }[];
                            }[];
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/batch/runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel an active run */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why, in your words; kept with the run and in the audit log. */
                        reason?: string;
                    } | null;
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            batch_run_id: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "partial" | "failed" | "cancelled";
                            message: string;
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/batch/runs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a retry would do, as things stand; nothing is started */
        get: {
            parameters: {
                query?: {
                    /** @description The sessions of that run; also later ones; all anew. */
                    only?: "failed" | "missing" | "all";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            portfolio_id: string | null;
                            /** @description null: from each portfolio's first entry. */
                            start_date: string | null;
                            /** Format: date */
                            end_date: string;
                            /** @description Whether what is done already would be done again. */
                            force: boolean;
                            /** @description In the order in which they run; empty where nothing is missing. */
                            jobs: {
                                phase: string;
                                title: string;
                                job: string;
                                /** @enum {string} */
                                grain: "symbol" | "portfolio";
                                units: number;
                                items: number;
                                item_unit: string;
                                /** Format: date */
                                start_date: string;
                                /** Format: date */
                                end_date: string;
                                subjects_total: number;
                                /** @description Symbols or portfolio ids, at most a hundred. */
                                subjects: string[];
                            }[];
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Start a run that does again what an ended one did not */
        post: {
            parameters: {
                query?: {
                    /** @description The sessions of that run; also later ones; all anew. */
                    only?: "failed" | "missing" | "all";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description The sessions of that run; also later ones; all anew.
                         * @enum {string}
                         */
                        only?: "failed" | "missing" | "all";
                        /** @description Why, in your words; kept with the run and in the audit log. */
                        reason?: string;
                    } | null;
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            batch_run_id: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "partial" | "failed" | "cancelled";
                            message: string;
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/batch/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs, newest first */
        get: {
            parameters: {
                query?: {
                    days?: number;
                    status?: "queued" | "running" | "completed" | "partial" | "failed" | "cancelled";
                    trigger?: "onboarding" | "nightly" | "admin";
                    /** @description Runs of this portfolio alone. */
                    portfolio_id?: string;
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            runs: {
                                /** Format: uuid */
                                batch_run_id: string;
                                trigger: string;
                                portfolio_id: string | null;
                                /** @description null for a run of all portfolios. */
                                portfolio_name: string | null;
                                from_session: string | null;
                                /** Format: date */
                                to_session: string;
                                force: boolean;
                                triggered_by: string;
                                /** @description E-mail of the person; null where it was the schedule. */
                                requested_by: string | null;
                                reason: string | null;
                                retry_of: string | null;
                                follow_up_of: string | null;
                                /** @enum {string} */
                                status: "queued" | "running" | "completed" | "partial" | "failed" | "cancelled";
                                percent_complete: number;
                                /** Format: date-time */
                                requested_at: string;
                                started_at: string | null;
                                finished_at: string | null;
                                duration_seconds: number | null;
                                error: {
                                    code: string;
                                    message: string;
                                    hint: string | null;
                                    phase: string | null;
                                } | null;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/batch/history/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs by trigger and status */
        get: {
            parameters: {
                query?: {
                    days?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            days: number;
                            total: number;
                            groups: {
                                trigger: string;
                                status: string;
                                runs: number;
                                mean_duration_seconds: number | null;
                                last_finished_at: string | null;
                            }[];
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/batch/history/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run with its phases and everything it could not compute */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            run: {
                                /** Format: uuid */
                                batch_run_id: string;
                                trigger: string;
                                portfolio_id: string | null;
                                /** @description null for a run of all portfolios. */
                                portfolio_name: string | null;
                                from_session: string | null;
                                /** Format: date */
                                to_session: string;
                                force: boolean;
                                triggered_by: string;
                                /** @description E-mail of the person; null where it was the schedule. */
                                requested_by: string | null;
                                reason: string | null;
                                retry_of: string | null;
                                follow_up_of: string | null;
                                /** @enum {string} */
                                status: "queued" | "running" | "completed" | "partial" | "failed" | "cancelled";
                                percent_complete: number;
                                /** Format: date-time */
                                requested_at: string;
                                started_at: string | null;
                                finished_at: string | null;
                                duration_seconds: number | null;
                                error: {
                                    code: string;
                                    message: string;
                                    hint: string | null;
                                    phase: string | null;
                                } | null;
                            };
                            progress: {
                                /** Format: uuid */
                                batch_run_id: string;
                                portfolio_id: string | null;
                                /** @enum {string} */
                                status: "queued" | "running" | "completed" | "partial" | "failed" | "cancelled";
                                cancel_requested: boolean;
                                /** @enum {string} */
                                trigger: "onboarding" | "nightly" | "admin";
                                triggered_by: string;
                                /** Format: date-time */
                                requested_at: string;
                                started_at: string | null;
                                finished_at: string | null;
                                elapsed_seconds: number;
                                /** @description Percent; never goes down. */
                                percent_complete: number;
                                current_phase: string | null;
                                note: string | null;
                                error?: {
                                    code: string;
                                    message: string;
                                    hint: string | null;
                                    phase: string | null;
                                };
                                phases: {
                                    phase_id: string;
                                    phase_name: string;
                                    /** @enum {string} */
                                    status: "pending" | "running" | "completed" | "partial" | "failed" | "cancelled";
                                    current: number;
                                    total: number;
                                    unit: string;
                                    started_at: string | null;
                                    duration_seconds: number | null;
                                }[];
                            };
                            failures: {
                                phase: string;
                                job: string;
                                subject: string;
                                code: string;
                                message: string;
                                hint: string | null;
                                /** Format: date-time */
                                failed_at: string;
                            }[];
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/batch/history/{id}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole log of a run, as a file */
        get: {
            parameters: {
                query?: {
                    format?: "txt" | "json";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                        "application/json": string;
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/system/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Pools, queue, workers, freshness of the data and clocks */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description Synthetic prices are made up, for demonstration.
                             * @enum {string}
                             */
                            market: "real" | "synthetic";
                            database: {
                                server_version: string;
                                pools: {
                                    name: string;
                                    size: number;
                                    open: number;
                                    idle: number;
                                    in_use: number;
                                    waiting: number;
                                    max_wait_ms: number;
                                    timeouts: number;
                                    /** @description Who holds a connection of this process. */
                                    holders: {
                                        /** @description Name of the work, or the statement. */
                                        label: string;
                                        /** Format: date-time */
                                        since: string;
                                        held_ms: number;
                                        /** @description Longer than SIGMASIGHT_LONG_HOLD_SECONDS, and named in the log. */
                                        is_long: boolean;
                                    }[];
                                }[];
                                pending_migrations: string[];
                                /** @description Of all processes of the installation: transactions open for that long, the longest first. */
                                long_transactions: {
                                    pid: number;
                                    application: string;
                                    client: string | null;
                                    state: string;
                                    /** Format: date-time */
                                    since: string;
                                    seconds: number;
                                    waits_for: string | null;
                                    blocked_by: number[];
                                    /** @description Without its values. */
                                    statement: string;
                                }[];
                            };
                            queue: {
                                waiting: number;
                                active: number;
                                oldest_waiting_seconds: number | null;
                            };
                            workers_alive: number;
                            workers: {
                                /** Format: uuid */
                                id: string;
                                host: string;
                                pid: number;
                                /** Format: date-time */
                                started_at: string;
                                /** Format: date-time */
                                heartbeat_at: string;
                                heartbeat_age_seconds: number;
                            }[];
                            /** @description Market data providers in order of asking, and what lately came of asking them. */
                            providers: {
                                provider: string;
                                answered_at: string | null;
                                failed_at: string | null;
                                failure: {
                                    code: string;
                                    message: string;
                                } | null;
                                /** @description Of the process that answers; null where it does not ask the provider over the network. */
                                circuit: {
                                    /** @enum {string} */
                                    state: "closed" | "open" | "halfOpen";
                                    failures: number;
                                    retry_in_ms: number | null;
                                    last_failure: string | null;
                                } | null;
                            }[];
                            /** @description What the program does by itself. */
                            schedule: {
                                /** @enum {string} */
                                name: "nightly" | "retention";
                                description: string;
                                /** @description Of the nightly run in business time. In the past: overdue. Null: this process does not do it. */
                                next_at: string | null;
                                last_at: string | null;
                            }[];
                            data: {
                                /** Format: date */
                                last_completed_session: string;
                                newest_price: string | null;
                                newest_snapshot: string | null;
                                /** @description Of the portfolio that lags most. */
                                oldest_snapshot: string | null;
                                portfolios: number;
                                portfolios_without_snapshot: number;
                            };
                            clock: {
                                /** Format: date-time */
                                system_now: string;
                                /** Format: date-time */
                                business_now: string;
                                /** @description The database's clock less this program's. */
                                database_skew_seconds: number;
                            };
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, to what and why, newest first */
        get: {
            parameters: {
                query?: {
                    since?: string;
                    /** @description Exclusive. */
                    until?: string;
                    actor_id?: string;
                    /** @description One action, or all of an area: `run.` */
                    action?: string;
                    /** @description Id of what it was done to. */
                    subject?: string;
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            entries: {
                                id: number;
                                /** Format: date-time */
                                at: string;
                                /** @description null where nobody was signed in. */
                                actor_id: string | null;
                                /** @description null too where the account is gone. */
                                actor_email: string | null;
                                actor_role: string;
                                /** @enum {string} */
                                via: "api" | "cli" | "program";
                                action: string;
                                subject_kind: string;
                                subject: string;
                                reason: string | null;
                                details: {
                                    [key: string]: unknown;
                                };
                                request_id: string | null;
                                ip_address: string | null;
                            }[];
                            next_cursor: number | null;
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every user, by e-mail address */
        get: {
            parameters: {
                query?: {
                    /** @description Part of the address or the name. */
                    search?: string;
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            users: {
                                /** Format: uuid */
                                id: string;
                                email: string;
                                full_name: string;
                                /** @enum {string} */
                                role: "user" | "admin";
                                /** Format: date-time */
                                created_at: string;
                                portfolio_count: number;
                                /** @description The owner of the demo until there is an administrator; nobody can sign in as it. */
                                is_demo: boolean;
                                /** @description False for who signs in through the outside issuer alone. */
                                has_password: boolean;
                                open_sign_ins: number;
                                /** @description When an open sign-in was last renewed; null where none is open. */
                                last_active_at: string | null;
                                /** @description That work now. */
                                api_keys: number;
                                /** @description Sign-in is closed until then after too many failures, in part or whole. */
                                locked_until: string | null;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a user administrator, or an administrator a user; the last one stays */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        role: "user" | "admin";
                        /** @description Why; kept in the audit log. */
                        reason?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            role: "user" | "admin";
                            changed: boolean;
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/end-access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a user's sign-ins and API keys; of one's own sign-ins the one that asks stays */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit log. */
                        reason?: string;
                    } | null;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            ended_sign_ins: number;
                            revoked_keys: number;
                        };
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            /** @description From the catalogue in docs/errors.md. */
                            code: string;
                            hint: string;
                            errors?: {
                                /** @description Line number in the file that was sent. */
                                row: number | null;
                                column: string | null;
                                field: string | null;
                                code: string;
                                /** @enum {string} */
                                severity: "error" | "warning";
                                found: string | null;
                                expected: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
