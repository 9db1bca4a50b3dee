import packageFile from '../../package.json' with { type: 'json' };
import type { Config } from '../config/load-config.ts';
import type { FetcherOptions } from '../fetch/create-fetcher.ts';
import { judgeBody } from '../markup/judge-body.ts';

/** The version in the User-Agent, from package.json. */
export const botVersion = packageFile.version;

/** One honest User-Agent: name, version, and where people can reach the operator. */
function userAgentOf(politeness: Config['politeness']): string {
  return `${politeness.userAgentName}/${botVersion} (+${politeness.contact})`;
}

/** The operator's settings as the fetch room wants them. */
export function fetcherOptions(config: Config): FetcherOptions {
  const { politeness } = config;
  return {
    userAgent: userAgentOf(politeness),
    minGapMs: politeness.minGapSeconds * 1000,
    jitterMs: politeness.jitterSeconds * 1000,
    requestTimeoutMs: politeness.requestTimeoutSeconds * 1000,
    maxBytes: politeness.maxMegabytes * 1024 * 1024,
    dailyBudgetPerHost: politeness.dailyBudgetPerHost,
    allowedHosts: politeness.allowedHosts,
    allowLoopback: politeness.allowLoopback,
    hosts: politeness.hosts,
    judgeBody,
  };
}
