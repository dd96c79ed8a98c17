export const REQUIRED_MAJOR: number;
export const NODE_ARGUMENTS: readonly string[];
export const NODE_ENVIRONMENT: Readonly<Record<string, string>>;
export function findNode(root: string): string | undefined;
