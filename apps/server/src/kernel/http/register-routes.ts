import type { Access, Endpoint } from '@gatehouse/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import { z } from 'zod';
import { recordRefusedRequest } from '../act.js';
import { DomainError, refuse } from '../errors.js';
import type { Kernel } from '../kernel.js';
import { requestContext } from '../request-context.js';
import { publicViewer, type Viewer } from '../viewer.js';
import { refusalFor } from './authorise.js';
import { earlierRequest, requestHash } from './idempotency.js';
import { cookieNames, type Credentials, type HttpOptions } from './options.js';
import { scimMediaType } from './scim-wire.js';
import { isFileAnswer, type Route, type Transport, type Upload } from './route.js';

/** Puts every row of the route tables before the server. */
export function registerRoutes(app: FastifyInstance, kernel: Kernel, options: HttpOptions): void {
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  for (const route of options.routes) {
    app.route({
      method: route.endpoint.method,
      url: route.endpoint.path,
      schema: schemaOf(route.endpoint),
      ...rateOf(route.endpoint, cookieNames(options.secureCookies).session),
      // Before the shapes are checked: who may not call learns nothing of them.
      preValidation: async (request) => {
        viewers.set(request, await admit(kernel, options, route.endpoint, request));
      },
      handler: (request, reply) => serve(kernel, options, route, viewers.get(request) ?? publicViewer, request, reply),
    });
  }
}

function schemaOf(endpoint: Endpoint): object {
  const { params, query, body, answer } = endpoint;
  return {
    summary: endpoint.summary,
    description: `Access: ${endpoint.access}. Journal: ${'act' in endpoint.journal ? endpoint.journal.act : `none, ${endpoint.journal.none}`}.`,
    tags: [endpoint.path.split('/')[2] ?? 'kernel'],
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { querystring: query }),
    ...(body === undefined ? {} : { body }),
    ...(answer === undefined || endpoint.upload !== undefined
      ? {}
      : { response: { [endpoint.status ?? 200]: answer, ...replayAnswer(endpoint) } }),
  };
}

/** A repeated request may be answered with the first one's resource alone. */
function replayAnswer(endpoint: Endpoint): object {
  return endpoint.method === 'GET' ? {} : { 208: z.object({ id: z.string().nullable() }) };
}

/**
 * Public endpoints count by address: a cookie made up for each request would be a bucket for each. The others count by the
 * credential, which stands for one person, even behind one address.
 */
function rateOf({ perMinute, access }: Endpoint, session: string): Pick<RouteShorthandOptions, 'config'> {
  if (perMinute === undefined) return {};
  const keyGenerator = (request: FastifyRequest): string =>
    access === 'public' ? request.ip : (request.cookies[session] ?? request.headers.authorization ?? request.ip);
  return { config: { rateLimit: { max: perMinute, timeWindow: '1 minute', keyGenerator } } };
}

/** Who sends a request, and may they: a refusal leaves an entry where somebody is signed in. */
async function admit(
  kernel: Kernel,
  options: HttpOptions,
  endpoint: Endpoint,
  request: FastifyRequest,
): Promise<Viewer> {
  await refuseForeignRequest(options, request);
  const viewer = await viewerOf(options, endpoint.access, request);
  const refusal = refusalFor(endpoint.access, viewer);
  if (refusal === null) return viewer;
  if (viewer.kind === 'account') {
    const name = 'act' in endpoint.journal ? endpoint.journal.act : 'kernel.request';
    await recordRefusedRequest(kernel, viewer, name, refusal, request.id);
  }
  return refuse(refusal);
}

/** The life of an admitted request: is it a repeat, the action, the answer. */
async function serve(
  kernel: Kernel,
  options: HttpOptions,
  route: Route,
  viewer: Viewer,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { endpoint } = route;
  const upload = endpoint.upload === undefined ? undefined : await readUpload(request, endpoint.upload.maximumBytes);
  const { params, query, body } = request;
  const key = idempotencyKeyOf(request, endpoint);
  const hash = requestHash(`${endpoint.method} ${endpoint.path}`, [params, query, upload?.bytes ?? body]);
  if (key !== undefined) {
    const earlier = await earlierRequest(kernel, viewer, key, hash);
    if (earlier !== undefined)
      return reply.status(208).header('idempotency-replayed', 'true').send({ id: earlier.resourceId });
  }
  const status = endpoint.status ?? 200;
  const idempotency = key === undefined ? undefined : { key, route: endpoint.path, requestHash: hash, status };
  const answer = await requestContext.run({ reference: request.id, idempotency }, () =>
    route.run(viewer, { params, query, body }, transportOf(options, request, reply, upload)),
  );
  if (endpoint.wire === 'scim') reply.type(scimMediaType);
  return sendAnswer(reply, status, answer);
}

async function viewerOf(options: HttpOptions, access: Access, request: FastifyRequest): Promise<Viewer> {
  if (options.isLocal(request.raw.socket)) return { kind: 'operator', name: options.operatorName };
  const credentials = credentialsOf(options, access, request);
  const viewer = await options.authenticate(credentials, request.ip);
  // A session that is over is no try: every browser comes with one in the morning.
  if (viewer.kind === 'public' && credentials.bearer !== undefined) await options.refused.count('unknown-token');
  if (viewer.kind === 'public' && credentials.link !== undefined) await options.refused.count('unknown-link');
  return viewer;
}

function sendAnswer(reply: FastifyReply, status: number, answer: unknown): unknown {
  reply.header('cache-control', 'no-store');
  const chosen = reply.statusCode === 200 ? status : reply.statusCode;
  if (!isFileAnswer(answer)) return reply.status(answer === undefined ? 204 : chosen).send(answer);
  reply
    .status(status)
    .type(answer.mediaType)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(answer.name)}`);
  if (!('spooled' in answer)) return reply.send(Buffer.from(answer.bytes));
  // The length is said first: a sending that breaks off is no whole file.
  return reply.header('content-length', answer.spooled.size).send(answer.spooled.read());
}

/** Pages for a person without an account know nothing of the account that this browser may be signed in with, nor it of them. */
function credentialsOf({ secureCookies }: HttpOptions, access: Access, request: FastifyRequest): Credentials {
  const names = cookieNames(secureCookies);
  const [scheme, value] = (request.headers.authorization ?? '').split(' ');
  const none = { session: undefined, bearer: undefined, link: undefined, browser: undefined };
  const browser = request.cookies[names.browser];
  if (access === 'own-page') return { ...none, browser };
  if (access === 'personal-link')
    return { ...none, browser, link: scheme?.toLowerCase() === 'link' ? value : undefined };
  const bearer = scheme?.toLowerCase() === 'bearer' ? value : undefined;
  return { ...none, bearer, session: request.cookies[names.session] };
}

function idempotencyKeyOf(request: FastifyRequest, endpoint: Endpoint): string | undefined {
  if (endpoint.method === 'GET') return undefined;
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || key.length < 8 || key.length > 200) {
    refuse('request-invalid', {}, [
      {
        path: 'Idempotency-Key',
        code: 'invalid_format',
        message: { en: 'Use 8 to 200 characters.', zh: '请使用 8 至 200 个字符。' },
      },
    ]);
  }
  return key;
}

async function readUpload(request: FastifyRequest, maximumBytes: number): Promise<Upload> {
  const limit = `${Math.floor(maximumBytes / 1_000_000)} MB`;
  if (!request.isMultipart()) refuse('request-media-type');
  const part = await request.file({ limits: { fileSize: maximumBytes } });
  if (part === undefined)
    refuse('request-invalid', {}, [
      { path: 'file', code: 'missing', message: { en: 'The file is missing.', zh: '缺少文件。' } },
    ]);
  const bytes = await part.toBuffer().catch((error: unknown) => {
    throw new DomainError('request-too-large', { limit }, [], error);
  });
  return { bytes, name: part.filename };
}

function transportOf(
  options: HttpOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  upload: Upload | undefined,
): Transport {
  const names = cookieNames(options.secureCookies);
  const cookieOptions = { path: '/', httpOnly: true, sameSite: 'strict' as const, secure: options.secureCookies };
  return {
    upload,
    address: request.ip,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 200),
    startSession: (secret, expires) => void reply.setCookie(names.session, secret, { ...cookieOptions, expires }),
    endSession: () => void reply.clearCookie(names.session, cookieOptions),
    browser: request.cookies[names.browser],
    bindBrowser: (path, secret, expires) =>
      void reply.setCookie(names.browser, secret, { ...cookieOptions, path, expires }),
    releaseBrowser: (path) => void reply.clearCookie(names.browser, { ...cookieOptions, path }),
    ifMatch: request.headers['if-match'],
    describe: ({ version, location }) => void reply.header('etag', version).header('location', location),
    setStatus: (status) => void reply.status(status),
  };
}

/** Refuses an unsafe request that a cookie alone vouches for and that another site could have sent. */
async function refuseForeignRequest({ secureCookies, refused }: HttpOptions, request: FastifyRequest): Promise<void> {
  const names = cookieNames(secureCookies);
  if (request.method === 'GET' || request.method === 'HEAD') return;
  if ((request.cookies[names.session] ?? request.cookies[names.browser]) === undefined) return;
  if (request.headers.authorization !== undefined) return;
  if (request.headers['x-gatehouse-request'] === '1') return;
  await refused.count('other-site');
  refuse('not-permitted');
}
