import { type Health, nodeEndpoints } from '@gatehouse/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { isLoopback } from '../delivery/loopback.js';
import type { Kernel } from '../kernel.js';
import type { HealthCheck } from '../module.js';
import type { HttpOptions } from './options.js';
import { type Route, route } from './route.js';

/** What the health answer says beside the checks. */
export type NodeDescription = Omit<Health, 'status' | 'reasons'>;

/** Asks every check. A check that throws is a reason too. What passes by itself is told of and is no failure. */
export async function askHealth(checks: readonly HealthCheck[], description: NodeDescription): Promise<Health> {
  const asked = await Promise.all(checks.map(async (check) => ({ check, reason: await askOne(check) })));
  const reasons = asked.flatMap(({ reason }) => reason ?? []);
  const isFailing = asked.some(({ check, reason }) => reason !== undefined && check.passesByItself !== true);
  return { ...description, status: isFailing ? 'failing' : 'ok', reasons };
}

async function askOne({ name, check }: HealthCheck): Promise<Health['reasons'][number] | undefined> {
  try {
    const words = await check();
    return words === undefined ? undefined : { check: name, ...words };
  } catch {
    return { check: name, en: `${name} cannot be reached.`, zh: `${name} 无法访问。` };
  }
}

/** The route of /api/health: 200 when the node can serve, 503 with reasons when it cannot. */
export function healthRoute(checks: readonly HealthCheck[], description: NodeDescription): Route {
  return route(nodeEndpoints.health, async (_viewer, _request, transport) => {
    const health = await askHealth(checks, description);
    if (health.status !== 'ok') transport.setStatus(503);
    return health;
  });
}

/** Checks of the kernel itself: the database answers, the journal keeps up. */
export function kernelChecks(kernel: Kernel): readonly HealthCheck[] {
  return [
    {
      name: 'database',
      check: async () => {
        await kernel.database.pool.query('select 1');
        return undefined;
      },
    },
    {
      name: 'journal',
      check: async () => {
        try {
          kernel.journal.assertKeepingUp();
          return undefined;
        } catch {
          return {
            en: 'The log is not keeping up; nothing is written until it does.',
            zh: '日志未跟上，在此之前不写入任何内容。',
          };
        }
      },
    },
  ];
}

/**
 * Prometheus metrics at /metrics: durations by route and status, never by person. For this machine alone: how often the registry's
 * desks were used would tell others, in a small county, what becomes of their question.
 */
export function registerMetrics(
  app: FastifyInstance,
  { isLocal, refused }: Pick<HttpOptions, 'isLocal' | 'refused'>,
): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'gatehouse_http_request_seconds',
    help: 'Duration of requests',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  });
  new Gauge({ name: 'gatehouse_up', help: 'Always 1 while the process answers', registers: [registry] }).set(1);
  new Counter({
    name: 'gatehouse_refused_requests_total',
    help: 'Requests refused by their form, number, origin or credential',
    labelNames: ['kind'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [kind, times] of refused.totals()) this.inc({ kind }, times);
    },
  });
  app.addHook('onResponse', async (request, reply) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: String(reply.statusCode),
    };
    durations.observe(labels, reply.elapsedTime / 1000);
  });
  app.get('/metrics', { schema: { hide: true }, config: { rateLimit: false } }, async (request, reply) => {
    if (!isLocal(request.raw.socket) && !isFromThisMachine(request)) return reply.callNotFound();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

/** Whether somebody at this machine asks, and no proxy for somebody else. */
function isFromThisMachine({ headers, raw }: FastifyRequest): boolean {
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  return isLoopback((raw.socket.remoteAddress ?? '').replace(/^::ffff:/, ''));
}
