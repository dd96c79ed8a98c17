import { Button as BaseButton } from "@base-ui/react/button";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn.ts";

const VARIANTS = {
  primary: "bg-accent text-accent-text hover:opacity-90",
  secondary: "border border-border-strong bg-surface text-text hover:bg-surface-2",
  ghost: "text-text hover:bg-surface-2",
  danger: "border border-danger bg-surface text-danger hover:bg-danger-soft",
} as const;

const SIZES = {
  medium: "h-9 px-3.5 text-sm",
  small: "h-7 px-2.5 text-xs",
  icon: "size-9",
} as const;

export type ButtonVariant = keyof typeof VARIANTS;

/** The look of a button, for links that act like one. */
export function buttonClass(
  variant: ButtonVariant = "secondary",
  size: keyof typeof SIZES = "medium",
): string {
  return cn(
    "inline-flex items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors",
    "disabled:cursor-not-allowed disabled:opacity-50 data-disabled:cursor-not-allowed data-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
    VARIANTS[variant],
    SIZES[size],
  );
}

interface ButtonProps extends Omit<ComponentProps<typeof BaseButton>, "className"> {
  readonly variant?: ButtonVariant;
  readonly size?: keyof typeof SIZES;
  readonly className?: string;
}

export function Button({ variant = "secondary", size = "medium", className, ...props }: ButtonProps) {
  return <BaseButton type="button" className={cn(buttonClass(variant, size), className)} {...props} />;
}
