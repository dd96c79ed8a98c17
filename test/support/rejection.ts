/** What a promise is rejected with, handled from the start, so that the test may wait for something else first. */
export function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error("it was fulfilled");
    },
    (error: unknown) => error,
  );
}
