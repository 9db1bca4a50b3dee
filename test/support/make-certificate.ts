import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const command = 'openssl';

/** A key pair for one test run; no private key is ever committed. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  readonly certFile: string;
  remove(): void;
}

/** Is the OpenSSL command line there to make certificates with? */
export function hasOpenssl(): boolean {
  try {
    execFileSync(command, ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Makes a self-signed certificate for 127.0.0.1 and localhost. */
export function makeCertificate(): Certificate {
  const directory = mkdtempSync(join(tmpdir(), 'jianbao-cert-'));
  const keyFile = join(directory, 'key.pem');
  const certFile = join(directory, 'cert.pem');
  const subject = [
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=DNS:localhost,IP:127.0.0.1',
  ];
  const how = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  execFileSync(command, ['req', ...how, '-keyout', keyFile, '-out', certFile, ...subject], {
    stdio: 'ignore',
  });
  return {
    key: readFileSync(keyFile, 'utf8'),
    cert: readFileSync(certFile, 'utf8'),
    certFile,
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
