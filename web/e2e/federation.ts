import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Federation {
  /** Where the program has to serve, for the provider sends browsers back there. */
  listen: string;
  /** The settings that make the program know the provider. */
  args: string[];
  env: Record<string, string>;
  close: () => void;
}

const SECRET = 'a-secret-of-the-tests';

/** Starts a real identity provider, and says how to make a city know it. */
export async function openProvider(accounts: Record<string, object>): Promise<Federation> {
  const listen = `127.0.0.1:${await freePort()}`;
  const url = `http://${listen}`;
  const redirects = ['office', 'firms'].map((id) => `${url}/api/v1/session/oidc/${id}/callback`);
  const settings = {
    clients: [{ client_id: 'yikou', client_secret: SECRET, redirect_uris: redirects }],
    accounts,
  };
  const program = fileURLToPath(new URL('./provider.mjs', import.meta.url));
  const provider = spawn(process.execPath, [program, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const issuer = await new Promise<string>((resolve, reject) => {
    provider.stdout.once('data', (line: Buffer) => resolve(line.toString().trim()));
    provider.once('exit', (code) => reject(new Error(`the provider ended with ${code}`)));
  });
  const home = mkdtempSync(join(tmpdir(), 'yikou-provider-'));
  const file = join(home, 'yikou.yaml');
  const common = `issuer: "${issuer}", client_id: yikou, client_secret_env: TEST_CLIENT_SECRET`;
  writeFileSync(
    file,
    `oidc:
  - {id: office, label: 用单位统一身份认证登录, ${common}, for: staff, link: login}
  - {id: firms, label: 用统一身份认证登录, ${common}, for: enterprise, scopes: [openid, profile, phone, firm], claims: {uscc: uscc}}
`,
  );
  return {
    listen,
    args: ['--config', file],
    env: { YIKOU_PUBLIC_URL: url, TEST_CLIENT_SECRET: SECRET },
    close() {
      provider.kill('SIGTERM');
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
