/** `doctor` has found a failure, and said so. */
export class Unhealthy extends Error {
  override readonly name = 'Unhealthy';
}
