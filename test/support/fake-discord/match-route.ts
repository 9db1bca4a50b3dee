import type { Route } from './routes.ts';

/** The route for a path without its `/api/v10`, and what its `:names` matched. */
export function matchRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { readonly route: Route; readonly parts: readonly string[] } | null {
  const segments = path.split('/').map((segment) => decodeURIComponent(segment));
  for (const route of routes) {
    const pattern = route.pattern.split('/');
    const isMatch =
      route.method === method &&
      pattern.length === segments.length &&
      pattern.every((part, index) => part.startsWith(':') || part === segments[index]);
    if (!isMatch) continue;
    return { route, parts: segments.filter((_, index) => pattern[index]?.startsWith(':')) };
  }
  return null;
}
