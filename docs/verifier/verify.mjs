// Verifies a log of Somersault with nothing of Somersault's: written from docs/audit.md alone.
//
//   node verify.mjs ROWS.jsonl        (or - for standard input)
//
// ROWS is the table `events` as lines of JSON in the order of `ordering`, with blobs in hex:
//
//   sqlite3 events.db "SELECT json_object('ordering', ordering, 'persistence_id', persistence_id,
//     'sequence_nr', sequence_nr, 'written_at', written_at, 'writer_uuid', writer_uuid,
//     'serializer_id', serializer_id, 'manifest', manifest, 'adapter_manifest', adapter_manifest,
//     'payload', hex(payload), 'metadata_serializer_id', metadata_serializer_id,
//     'metadata_manifest', metadata_manifest, 'metadata', hex(metadata), 'tags', tags,
//     'chain', hex(chain), 'packing', packing) FROM events ORDER BY ordering"
//
// Prints one line of JSON: { events, checkpoints, findings }. Exit code 0 when there are none.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const ZEROS = Buffer.alloc(32);
const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const number = (value) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
};
const field = (bytes) => Buffer.concat([number(bytes.length), bytes]);
const text = (value) => field(Buffer.from(value, 'utf8'));
const whole = (value) => field(number(value));

// What events are packed against; it is a file of the sources, beside EventPacking.java.
const dictionary = process.env.SOMERSAULT_DICTIONARY_1 === undefined
  ? undefined
  : readFileSync(process.env.SOMERSAULT_DICTIONARY_1);

export function payload(row) {
  const stored = Buffer.from(row.payload, 'hex');
  if (!row.packing) return stored;
  let head = 0;
  while (stored[head] & 0x80) head++;
  try {
    return inflateRawSync(stored.subarray(head + 1), { dictionary });
  } catch (broken) {
    return stored;
  }
}

export function link(previous, row) {
  const tags = JSON.parse(row.tags);
  const parts = [
    field(previous),
    text(row.persistence_id), whole(row.sequence_nr), whole(row.written_at),
    text(row.writer_uuid), text(row.adapter_manifest),
    whole(row.serializer_id), text(row.manifest), field(payload(row)),
  ];
  if (row.metadata_serializer_id === null) {
    parts.push(whole(0));
  } else {
    parts.push(whole(1), whole(row.metadata_serializer_id), text(row.metadata_manifest),
      field(Buffer.from(row.metadata, 'hex')));
  }
  parts.push(whole(tags.length), ...tags.map(text));
  return sha256(...parts);
}

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);
export const leaf = (line) => sha256(LEAF, Buffer.from(line, 'utf8'));
export function root(hashes) {
  if (hashes.length === 0) return sha256();
  if (hashes.length === 1) return hashes[0];
  let left = 1;
  while (left * 2 < hashes.length) left *= 2;
  return sha256(NODE, root(hashes.slice(0, left)), root(hashes.slice(left)));
}

export function signedBy(publicBase64, message, signature) {
  const key = createPublicKey({ key: Buffer.from(publicBase64, 'base64'), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(message, 'utf8'), key, Buffer.from(signature, 'base64'));
}

export function lines(notice) {
  const [heading, ...rest] = notice.split('\n').slice(0, -1);
  const values = { heading };
  for (const line of rest) {
    const space = line.indexOf(' ');
    values[line.slice(0, space)] = line.slice(space + 1);
  }
  return values;
}

export function verifyRows(rows) {
  const findings = [];
  const heads = new Map();
  const keys = new Map();
  const checkpoints = [];
  let ordering = 0;
  for (const row of rows) {
    if (row.ordering !== ordering + 1) findings.push(`numbers ${ordering + 1} to ${row.ordering - 1} are missing`);
    ordering = row.ordering;
    const id = row.persistence_id;
    const before = heads.get(id) ?? { number: 0, link: ZEROS };
    const stored = Buffer.from(row.chain, 'hex');
    if (row.sequence_nr !== before.number + 1) {
      findings.push(`${id}: event ${row.sequence_nr} follows ${before.number}`);
    } else if (!link(before.link, row).equals(stored)) {
      findings.push(`${id}: event ${row.sequence_nr} is not what its link was made of`);
    }
    heads.set(id, { number: row.sequence_nr, link: stored });
    if (id === 'Proof|log') proof(row, keys, checkpoints, findings);
  }
  let from = 0;
  for (const checkpoint of checkpoints) {
    const through = Number(checkpoint.through);
    const last = new Map();
    for (const row of rows) {
      if (row.ordering > from && row.ordering <= through) last.set(row.persistence_id, row);
    }
    const ids = [...last.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const hashes = ids.map((id) => leaf(`${id}\t${last.get(id).sequence_nr}\t${last.get(id).chain.toLowerCase()}`));
    if (root(hashes).toString('hex') !== checkpoint.root || ids.length !== Number(checkpoint.entities)) {
      findings.push(`what checkpoint ${checkpoint.number} has signed is not what is there`);
    }
    from = through;
  }
  return { events: rows.length, checkpoints: checkpoints.length, findings };
}

function proof(row, keys, checkpoints, findings) {
  const event = JSON.parse(payload(row).toString('utf8'));
  if (event.event === 'key-introduced') {
    const notice = lines(event.notice);
    const id = sha256(Buffer.from(notice.public, 'base64')).toString('hex').slice(0, 16);
    const by = notice.by === notice.key ? notice.public : keys.get(notice.by);
    if (id !== notice.key || by === undefined || !signedBy(by, event.notice, event.signature)) {
      findings.push(`nobody known has signed for key ${notice.key}`);
    } else {
      if (notice.by === notice.key && keys.size > 0) findings.push(`key ${id} has only signed for itself`);
      keys.set(id, notice.public);
    }
  } else if (event.event === 'checkpoint-signed') {
    const checkpoint = lines(event.checkpoint);
    const key = keys.get(checkpoint.key);
    const before = checkpoints.at(-1);
    if (key === undefined || !signedBy(key, event.checkpoint, event.signature)) {
      findings.push(`the signature of checkpoint ${checkpoint.number} does not hold`);
    } else if (Number(checkpoint.number) !== checkpoints.length + 1
        || checkpoint.previous !== (before ? before.digest : '0'.repeat(64))) {
      findings.push(`checkpoint ${checkpoint.number} does not follow the one before it`);
    }
    checkpoint.digest = sha256(Buffer.from(event.checkpoint, 'utf8')).toString('hex');
    checkpoints.push(checkpoint);
  }
}

/** The test vectors beside this file. */
export function verifyVectors(vectors) {
  const findings = [];
  const expect = (what, actual, wanted) => {
    if (actual !== wanted) findings.push(`${what}: ${actual} and not ${wanted}`);
  };
  let previous = ZEROS;
  for (const one of vectors.chain) {
    previous = link(previous, one.row);
    expect(`the link of event ${one.row.sequence_nr}`, previous.toString('hex'), one.link);
  }
  for (const one of vectors.trees) {
    expect(`a tree of ${one.leaves.length}`, root(one.leaves.map(leaf)).toString('hex'), one.root);
  }
  for (const one of vectors.signatures) {
    expect('a signature', signedBy(one.public, one.text, one.signature), one.holds);
  }
  return { events: vectors.chain.length, checkpoints: vectors.signatures.length, findings };
}

const [source, mode] = process.argv.slice(2);
if (source !== undefined) {
  const content = readFileSync(source === '-' ? 0 : source, 'utf8');
  const result = mode === 'vectors'
    ? verifyVectors(JSON.parse(content))
    : verifyRows(content.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line)));
  console.log(JSON.stringify(result));
  process.exitCode = result.findings.length === 0 ? 0 : 1;
}
