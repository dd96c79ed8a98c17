export const REQUIRED_MAJOR: number;
export function nodeArguments(command: string | undefined): readonly string[];
export const NODE_ENVIRONMENT: Readonly<Record<string, string>>;
export function findNode(root: string): string | undefined;
