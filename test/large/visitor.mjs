// People at their browsers: they sign in, and when the power has gone they try again.
import { pause } from './served-node.mjs';

const password = 'gatehouse-demo';
const patience = 600_000;

/** An answer that says no. */
export class Refused extends Error {
  constructor(path, status, problem) {
    super(`${path} answered ${status}: ${JSON.stringify(problem).slice(0, 400)}`);
    this.status = status;
    this.code = problem?.code;
  }
}

/** Somebody with an account of the demonstration. */
export async function visit(node, account) {
  const answer = await reach(node, '/api/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-gatehouse-request': '1' },
    body: JSON.stringify({ account, password }),
  });
  if (!answer.ok) throw new Refused('/api/sign-in', answer.status, await answer.json());
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return visitorWith(node, { cookie, 'x-gatehouse-request': '1' });
}

/** The person checked, with the secret of a personal link. */
export function visitByLink(node, link) {
  return visitorWith(node, { authorization: `Link ${link.split('#')[1]}`, 'x-gatehouse-request': '1' }, true);
}

/** @param keepsCookies whether what a page leaves with the browser is sent back, as a personal page needs it */
function visitorWith(node, { ...headers }, keepsCookies = false) {
  const call = async (path, options) => {
    const answer = await reach(node, path, { ...options, headers: { ...headers, ...options.headers } });
    const isJson = (answer.headers.get('content-type') ?? '').includes('json');
    const body = isJson ? await answer.json() : await answer.arrayBuffer();
    if (!answer.ok) throw new Refused(path, answer.status, body);
    const [left] = answer.headers.getSetCookie();
    if (keepsCookies && left !== undefined) headers.cookie = left.split(';')[0];
    return body;
  };
  return {
    get: (path) => call(path, { method: 'GET' }),
    post: (path, body) =>
      call(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    upload: (path, name, bytes) => {
      const form = new FormData();
      form.append('file', new Blob([bytes]), name);
      return call(path, { method: 'POST', body: form });
    },
  };
}

/** Tries until the node answers: a connection that breaks is a node that was killed and comes back. */
async function reach(node, path, options) {
  const until = Date.now() + patience;
  for (;;) {
    try {
      const answer = await fetch(node.address + path, options);
      if (answer.status !== 503) return answer;
    } catch (error) {
      if (Date.now() > until) throw error;
    }
    if (Date.now() > until) throw new Error(`${path} was not answered for ${patience / 1000} s`);
    await pause(500);
  }
}

/** All items of a list, page by page. */
export async function everyItem(visitor, path) {
  const items = [];
  let cursor;
  do {
    const mark = path.includes('?') ? '&' : '?';
    const page = await visitor.get(
      `${path}${mark}limit=200${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return items;
}

/** Work on many things, a few at a time. */
export async function several(things, atOnce, work) {
  const waiting = [...things];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let thing = waiting.shift(); thing !== undefined; thing = waiting.shift()) await work(thing);
    }),
  );
}
