import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A key and a certificate that vouches for itself, both as PEM. */
export interface Identity {
  readonly key: string;
  readonly certificate: string;
}

/**
 * Makes an identity for 127.0.0.1 and localhost that is good for a year. Kubernetes clients written in Go send no token over plain HTTP, so
 * that a server on loopback needs one too. Node can read certificates but not make them: this is X.509 v3 (RFC 5280) with ECDSA P-256.
 */
export function newIdentity(): Identity {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(der(0x31, sequence(oid.commonName, der(0x0c, Buffer.from('Simulated cluster')))));
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(8)]);
  const hour = 3_600_000;
  const validity = sequence(time(Date.now() - hour), time(Date.now() + 365 * 24 * hour));
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    sequence(oid.ecdsaWithSha256),
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(authority, addresses)),
  );
  const signature = sign('sha256', content, privateKey);
  const whole = sequence(content, sequence(oid.ecdsaWithSha256), der(0x03, Buffer.from([0]), signature));
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), certificate: pem(whole) };
}

/** Tag, length, content: how DER writes everything. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const bytes = content.length < 0x100 ? [0x81, content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...(content.length < 0x80 ? [content.length] : bytes)]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts);
}

const oid = {
  commonName: der(0x06, Buffer.from([0x55, 0x04, 0x03])),
  alternativeName: der(0x06, Buffer.from([0x55, 0x1d, 0x11])),
  basicConstraints: der(0x06, Buffer.from([0x55, 0x1d, 0x13])),
  ecdsaWithSha256: der(0x06, Buffer.from([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02])),
};

/** The certificate is its own authority. */
const authority = sequence(
  oid.basicConstraints,
  der(0x01, Buffer.from([0xff])),
  der(0x04, sequence(der(0x01, Buffer.from([0xff])))),
);

const addresses = sequence(
  oid.alternativeName,
  der(0x04, sequence(der(0x87, Buffer.from([127, 0, 0, 1])), der(0x82, Buffer.from('localhost')))),
);

function time(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replace(/\D/g, '');
  return der(0x17, Buffer.from(`${digits.slice(2, 14)}Z`));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
