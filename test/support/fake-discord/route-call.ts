import { ApiError } from './api-error.ts';
import { validateBody, type BodyKind } from './validate-body.ts';
import type { World } from './world.ts';

/** One request after routing. */
export interface RouteCall {
  readonly world: World;
  readonly origin: string;
  /** What the route's `:names` matched, in order. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** Method and path, for the record of violations. */
  readonly label: string;
}

/** Records violations and refuses what Discord would refuse. */
export function checkBody(call: RouteCall, kind: BodyKind): void {
  const { refused, house } = validateBody(kind, call.body);
  for (const fault of [...refused, ...house]) call.world.violations.push(`${call.label}: ${fault}`);
  if (refused.length > 0) throw new ApiError(400, 50035, `Invalid Form Body: ${refused[0]}`);
}
