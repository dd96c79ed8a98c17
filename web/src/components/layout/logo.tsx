export function Logo() {
  return <img src="/favicon.svg" alt="" className="size-7" />;
}
