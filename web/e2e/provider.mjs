// A real identity provider with a login page of its own, for the tests:
//
//   node e2e/provider.mjs '{"clients":[…],"accounts":{"name":{claims}}}'
//
// It prints its issuer on the first line. Every account has the password "demo".
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const { clients, accounts } = JSON.parse(process.argv[2] ?? '{}');

const page = (uid, wrong) => `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>示例统一身份认证</title>
<main><h1>示例统一身份认证</h1>${wrong ? '<p role="alert">用户名或密码不对。</p>' : ''}
<form method="post" action="/interaction/${uid}">
<p><label>用户名 <input name="login" autocomplete="username"></label></p>
<p><label>口令 <input name="password" type="password"></label></p>
<p><button>确认登录</button> <button name="cancel" value="yes">取消</button></p>
</form></main></html>`;

async function body(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return new URLSearchParams(text);
}

async function interact(provider, request, response) {
  const { uid } = await provider.interactionDetails(request, response);
  const form = request.method === 'POST' ? await body(request) : new URLSearchParams();
  if (form.has('cancel')) {
    await provider.interactionFinished(request, response, { error: 'access_denied' });
    return;
  }
  const login = form.get('login') ?? '';
  if (accounts[login] && form.get('password') === 'demo') {
    await provider.interactionFinished(request, response, { login: { accountId: login } });
    return;
  }
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(page(uid, request.method === 'POST'));
}

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients,
    cookies: { keys: ['synthetic key of the tests'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    scopes: ['openid', 'profile', 'phone', 'firm'],
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      phone: ['phone_number', 'phone_number_verified'],
      firm: ['uscc', 'legal_representative'],
    },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: `subject-of-${id}`, ...accounts[id] }),
    }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session.accountId,
      });
      grant.addOIDCScope('openid profile phone firm');
      await grant.save();
      return grant;
    },
  });
  const handle = provider.callback();
  server.on('request', (request, response) => {
    const serve = request.url?.startsWith('/interaction/')
      ? interact(provider, request, response)
      : handle(request, response);
    Promise.resolve(serve).catch((error) => {
      process.stderr.write(`${error}\n`);
      response.statusCode = 500;
      response.end();
    });
  });
  process.stdout.write(`${issuer}\n`);
});
