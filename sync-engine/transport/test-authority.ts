import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate with its key, as PEM. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
  readonly sha256: string;
}

/** An issuer of certificates that nobody knows, unless its own certificate is put into a trust store. For tests only. */
export interface TestAuthority extends Disposable {
  /** File with the issuer's own certificate. */
  readonly file: string;
  /** For 127.0.0.1 and localhost unless another name is given; of today unless it has expired. */
  issue(options?: { readonly name?: string; readonly hasExpired?: boolean }): TestCertificate;
  /** One that vouches for itself. */
  issueSelfSigned(): TestCertificate;
}

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

const HERE = 'subjectAltName=IP:127.0.0.1,DNS:localhost';

/** Makes an issuer in a directory of its own. */
export function createTestAuthority(): TestAuthority {
  const directory = mkdtempSync(join(tmpdir(), 'bayernbox-authority-'));
  vouchForItself(directory, 'ca', 'keyUsage=keyCertSign,cRLSign');
  writeFileSync(join(directory, 'index.txt'), '');
  writeFileSync(join(directory, 'ca.cnf'), CONFIGURATION);
  let issued = 0;
  return {
    file: join(directory, 'ca.pem'),
    issue({ name, hasExpired = false } = {}) {
      issued += 1;
      const file = `server-${issued}`;
      const extension = name === undefined ? HERE : `subjectAltName=DNS:${name}`;
      const dates = hasExpired ? ['-startdate', '20200101000000Z', '-enddate', '20200201000000Z'] : ['-days', '2'];
      const subject = ['-subj', `/CN=${file}`, '-addext', extension];
      openssl(directory, ['req', '-new', ...KEY, '-keyout', `${file}.key`, '-out', `${file}.csr`, ...subject]);
      const sign = ['ca', '-config', 'ca.cnf', '-batch', '-notext'];
      openssl(directory, [...sign, '-in', `${file}.csr`, '-out', `${file}.pem`, ...dates]);
      return read(directory, file);
    },
    issueSelfSigned() {
      vouchForItself(directory, 'self', HERE);
      return read(directory, 'self');
    },
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  };
}

function openssl(directory: string, argv: readonly string[]): void {
  execFileSync('openssl', argv, { cwd: directory, stdio: 'pipe' });
}

function vouchForItself(directory: string, name: string, extension: string): void {
  const subject = ['-subj', `/CN=${name}`, '-days', '2', '-addext', extension];
  openssl(directory, ['req', '-x509', ...KEY, '-keyout', `${name}.key`, '-out', `${name}.pem`, ...subject]);
}

function read(directory: string, name: string): TestCertificate {
  const cert = readFileSync(join(directory, `${name}.pem`), 'utf8');
  const sha256 = createHash('sha256').update(new X509Certificate(cert).raw).digest('hex');
  return { cert, key: readFileSync(join(directory, `${name}.key`), 'utf8'), sha256 };
}

const CONFIGURATION = `[ca]
default_ca = test
[test]
database = index.txt
new_certs_dir = .
certificate = ca.pem
private_key = ca.key
rand_serial = yes
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
`;
