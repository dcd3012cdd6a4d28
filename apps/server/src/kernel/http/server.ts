import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import { isErrorCode } from '@gatehouse/contract';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { DomainError, toDomainError } from '../errors.js';
import type { Kernel } from '../kernel.js';
import { fieldProblems } from './field-problems.js';
import { registerMetrics } from './health.js';
import type { HttpOptions } from './options.js';
import { presentProblem } from './problem.js';
import { registerPublicFiles } from './public-files.js';
import type { RefusedKind } from './refused-requests.js';
import { registerRoutes } from './register-routes.js';
import { isScim, scimError, scimMediaType } from './scim-wire.js';

/** Largest JSON body, in bytes. Files have their own limit at their endpoint. */
const largestBody = 1_000_000;

/** How long a request may take to arrive, in milliseconds: a list of 20 MB on a weak line. */
const longestRequest = 600_000;

/** Builds the HTTP server; it does not listen yet. */
export async function buildHttp(kernel: Kernel, options: HttpOptions): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: largestBody,
    genReqId: () => randomUUID(),
    trustProxy: options.trustedProxies.length === 0 ? false : [...options.trustedProxies],
    requestTimeout: longestRequest,
    forceCloseConnections: 'idle',
  });
  app.addContentTypeParser(scimMediaType, { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'));
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The component library writes its styles into the page.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: options.secureCookies,
  });
  await app.register(cookie);
  await app.register(multipart, { limits: { files: 1, fields: 10 } });
  await app.register(rateLimit, {
    max: options.perMinute,
    timeWindow: '1 minute',
    // By address: a cookie or token that was not looked up yet could be made up, one for each request.
    keyGenerator: (request) => request.ip,
    errorResponseBuilder: (_request, context) =>
      new DomainError('too-many-requests', { seconds: Math.ceil(context.ttl / 1000) }),
  });
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Gatehouse 守门', version: options.version } },
    transform: jsonSchemaTransform,
  });
  app.setErrorHandler(async (error, request, reply) => {
    const kind = refusedKind(transportError(error, request));
    if (kind !== undefined) await options.refused.count(kind);
    return sendProblem(kernel, error, request, reply);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(kernel, new DomainError('not-found'), request, reply));
  registerMetrics(app, options);
  registerRoutes(app, kernel, options);
  await registerPublicFiles(app, options.publicFolders);
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
  return app;
}

/** Turns anything thrown into problem details, and logs it as loudly as its code says. */
export function sendProblem(
  kernel: Kernel,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const domainError = transportError(error, request);
  const problem = presentProblem(domainError, request.id, request.headers['accept-language']);
  const wire = isScim(request.url) ? scimError(domainError, problem) : undefined;
  if (problem.status >= 500)
    kernel.log.error(
      { err: domainError.cause ?? domainError, reference: request.id, code: problem.code },
      'request failed',
    );
  else kernel.log.info({ reference: request.id, code: problem.code, status: problem.status }, 'request refused');
  if (wire !== undefined)
    return reply.status(Number(wire.status)).type(scimMediaType).serializer(JSON.stringify).send(wire);
  return reply.status(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem);
}

/** What a refusal is counted as; undefined for those that are the word of a module. */
function refusedKind({ code }: DomainError): RefusedKind | undefined {
  if (code === 'too-many-requests') return 'too-many';
  return ['request-invalid', 'request-media-type', 'request-too-large'].includes(code) ? 'wrong-form' : undefined;
}

function transportError(error: unknown, request: FastifyRequest): DomainError {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues = error.validation.map((entry) => ({
      ...entry.params,
      code: entry.keyword,
      path: entry.instancePath.split('/').slice(1),
      message: entry.message ?? '',
    }));
    return new DomainError('request-invalid', {}, fieldProblems(issues));
  }
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'FST_REQ_FILE_TOO_LARGE')
    return new DomainError('request-too-large', { limit: '1 MB' });
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new DomainError('request-media-type');
  if (code === 'FST_ERR_CTP_INVALID_JSON_BODY' || code === 'FST_ERR_CTP_EMPTY_JSON_BODY')
    return new DomainError('request-invalid');
  if (isErrorCode(code)) return error as DomainError;
  return toDomainError(error, request.id);
}
