// What a user of Polkadot.js can do on a Medquorum chain, done by script: read every storage item, meet named errors with their
// explanations, register, reject a request, and submit a call that `medquorum --emit-call` prepared. Ends with exit code 1 at
// the first thing that is not as it should be.
//
//   MEDQUORUM_WS     node, like ws://127.0.0.1:9944; a development chain, whose //Alice and others sign here
//   REJECT_REQUEST   id of an open request, to be rejected by //Alice and //Bob
//   APPROVE_REQUEST  id of an open request by another requester, and
//   APPROVE_CALL     the approval of it by //Charlie as `medquorum approve --emit-call` printed it
import { randomBytes } from 'node:crypto';
import { ApiPromise, WsProvider } from '@polkadot/api';
import { Keyring } from '@polkadot/keyring';
import { hexToU8a, u8aConcat, u8aToHex, u8aWrapBytes } from '@polkadot/util';
import { cryptoWaitReady, sha256AsU8a } from '@polkadot/util-crypto';

const ITEMS = [
  'administrators', 'attestations', 'catalogues', 'committees', 'correctionAllowed', 'emergencies', 'emergencyDirectives',
  'emergencyRequests', 'erasures', 'facilities', 'freeCalls', 'frozen', 'glassBreakers', 'grace', 'guardians', 'handovers',
  'legalHolds', 'nextIndex', 'openByRecord', 'pending', 'records', 'recordsByPatient', 'replacements', 'requesters', 'requests',
  'reviews', 'searchDirectives', 'sponsorships', 'storageHosts', 'tombstones', 'users',
];
const CALLS = [
  'registerUser', 'setRole', 'setCommittee', 'registerRecord', 'acknowledgeRecord', 'suspendRecord', 'resumeRecord',
  'allowCorrection', 'requestAccess', 'approve', 'reject', 'grantConsent', 'denyConsent', 'closeRequest', 'eraseRecord',
  'approveMany', 'cancelRequest', 'retireCommittee', 'refuseRecord', 'finishErasure', 'stopErasure', 'holdRecord', 'liftHold', 'enrol',
  'deregister', 'sponsor', 'endSponsorship', 'nameGuardian', 'freezeAccount', 'unfreezeAccount', 'replaceAccount',
  'publishCatalogue', 'withdrawCatalogue', 'setSearchable', 'setSearchDirective', 'attestErasure',
  'setEmergency', 'addEmergency', 'removeEmergency', 'breakGlass', 'fileStatement', 'submitReview', 'enforceReview', 'reinstate', 'setFacility',
];
const CEREMONY_ITEMS = [
  'attempts', 'ceremonies', 'certificates', 'complaints', 'deals', 'foundations', 'handovers', 'joins',
];
const CEREMONY_CALLS = [
  'openCeremony', 'joinCeremony', 'submitDeal', 'certify', 'handOver', 'complain', 'answer', 'activate', 'leaveCeremony',
  'expireCeremony',
];
const NOBODYS_RECORD = `0x${'00'.repeat(16)}`;
const FINALITY_MS = 60_000;

const setting = (name) => {
  const value = process.env[name]?.trim();
  if (!value) throw new Error(`${name} is not set: see the head of this script`);
  return value;
};
const check = (condition, words) => {
  if (!condition) throw new Error(`not as it should be: ${words}`);
  console.log(`  ok    ${words}`);
};
const chapter = (words) => console.log(`\n${words}`);
const id = (text) => (text.startsWith('0x') ? text : `0x${text}`);
const same = (some, others) => JSON.stringify([...some].sort()) === JSON.stringify([...others].sort());
const docsOf = (meta) => meta.docs.map((line) => line.toString().trim()).join(' ').trim();

// Signs, sends, waits for the finalized block. Gives its events, or `{ error }` with the named error and its explanation.
function send(api, call, signer) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no finalized block within a minute')), FINALITY_MS);
    const done = (settle, value) => {
      clearTimeout(timer);
      settle(value);
    };
    call.signAndSend(signer, ({ status, events, dispatchError }) => {
      if (status.isInvalid || status.isDropped || status.isUsurped) done(reject, new Error(`transaction ${status.type}`));
      if (!status.isFinalized) return;
      const error = dispatchError?.isModule ? api.registry.findMetaError(dispatchError.asModule) : null;
      if (dispatchError && !error) done(reject, new Error(`unnamed failure: ${dispatchError.toString()}`));
      else done(resolve, { error, events: events.map(({ event }) => event) });
    }).catch((error) => done(reject, error));
  });
}

// The call must be refused with this error of the pallet, and the error must explain itself.
async function refused(api, call, signer, name, words) {
  const { error } = await send(api, call, signer);
  check(error?.section === 'medicalRecords' && error.name === name, `${words}: ${name} (the chain says ${error?.name})`);
  console.log(`        ${error.docs.join(' ').trim()}`);
  check(error.docs.join('').length > 20, `${name} explains itself`);
}

const eventOf = ({ error, events }, name) => {
  if (error) throw new Error(`${error.section}.${error.name}: ${error.docs.join(' ').trim()}`);
  return events.find((event) => event.section === 'medicalRecords' && event.method === name);
};

// Signatures say of which kind of key they are.
const signed = (signer, message) => ({ Sr25519: u8aToHex(signer.sign(u8aWrapBytes(message))) });

// The bytes that `register_user` wants signed: who publishes which keys, on which chain, for the how-manieth time.
function userKeyMessage(api, account, version, cspKey, encKey) {
  const number = new Uint8Array([version & 0xff, version >> 8]);
  const hash = sha256AsU8a(u8aConcat('MQ2-user', api.genesisHash.toU8a(), account, number, cspKey, encKey));
  return `Medquorum: these are my keys, version ${version} (MQ2-user ${u8aToHex(hash, -1, false)})`;
}

async function readItems(api, pallet, items) {
  chapter(`Every storage item of ${pallet}`);
  const query = api.query[pallet];
  check(query !== undefined, `the chain has the pallet ${pallet}`);
  // `palletVersion` is there for every pallet.
  const there = Object.keys(query).filter((item) => item !== 'palletVersion');
  check(same(there, items), `this script knows all its items (the chain has ${there.join(', ')})`);
  for (const item of items) {
    check(query[item] !== undefined, `there is ${item}`);
    check(docsOf(query[item].creator.meta).length > 20, `${item} is explained`);
    // A single value has no keys.
    if (query[item].creator.meta.type.isPlain) {
      console.log(`        ${(await query[item]()).toString()}`);
      continue;
    }
    const entries = await query[item].entries();
    console.log(`        ${entries.length} entries`);
    for (const [key, value] of entries.slice(0, 1)) {
      const text = JSON.stringify({ key: key.toHuman(), value: value.toHuman() });
      console.log(`        ${text.length > 300 ? `${text.slice(0, 300)}…` : text}`);
    }
  }
}

async function readEverything(api, ferdie) {
  await readItems(api, 'committeeCeremonies', CEREMONY_ITEMS);
  await readItems(api, 'medicalRecords', ITEMS);
  const query = api.query.medicalRecords;
  check((await query.committees.entries()).length > 0, 'there is a committee');
  check((await query.records.entries()).length > 0, 'there is a record');
  check((await query.requests.entries()).length > 0, 'there is a request');
  const role = (await query.users(ferdie)).unwrap().role.toString();
  check(role === 'Clinician', `roles are words (Ferdie is a ${role})`);
}

function readDocumentation(api) {
  for (const [pallet, calls] of Object.entries({ committeeCeremonies: CEREMONY_CALLS, medicalRecords: CALLS })) {
    chapter(`Every call, error and constant of ${pallet} is explained`);
    const there = Object.keys(api.tx[pallet]);
    check(same(there, calls), `this script knows all its calls (the chain has ${there.join(', ')})`);
    for (const call of calls) check(docsOf(api.tx[pallet][call].meta).length > 20, call);
    const errors = Object.values(api.errors[pallet]);
    check(errors.length > 20, `${errors.length} errors`);
    check(errors.every(({ meta }) => docsOf(meta).length > 20), 'each with cause and remedy');
    for (const [name, value] of Object.entries(api.consts[pallet])) {
      check(docsOf(value.meta).length > 10, `${name} = ${value.toString()}`);
    }
  }
}

async function meetAnError(api, signer) {
  chapter('A refusal has a name and says what to do');
  const call = api.tx.medicalRecords.acknowledgeRecord(NOBODYS_RECORD, 1, 0);
  await refused(api, call, signer, 'RecordNotFound', 'acknowledging a record that does not exist is refused');
}

async function register(api, signer, version) {
  const [cspKey, encKey] = [randomBytes(32), randomBytes(32)];
  const message = userKeyMessage(api, signer.publicKey, version, cspKey, encKey);
  const call = api.tx.medicalRecords.registerUser(u8aToHex(cspKey), u8aToHex(encKey), signed(signer, message));
  const outcome = await send(api, call, signer);
  check(eventOf(outcome, 'UserRegistered'), `registered with keys of version ${version}`);
  // `keys` is taken in a JavaScript map, so the library calls the field `keys_`.
  const { keys_: keys } = (await api.query.medicalRecords.users(signer.address)).unwrap().toHuman();
  check(keys.cspPk === u8aToHex(cspKey), 'the chain holds the key that was sent');
}

async function registerTwice(api, newcomer, sponsor) {
  chapter('A newcomer registers, and changes keys');
  const existential = api.consts.balances.existentialDeposit.toBigInt();
  const amount = existential * 100_000n;
  await send(api, api.tx.balances.transferKeepAlive(newcomer.address, amount), sponsor);
  await register(api, newcomer, 1);
  await register(api, newcomer, 2);
  const replayed = userKeyMessage(api, newcomer.publicKey, 1, randomBytes(32), randomBytes(32));
  const call = api.tx.medicalRecords.registerUser(randomBytes(32), randomBytes(32), signed(newcomer, replayed));
  await refused(api, call, newcomer, 'BadKeySignature', 'a signature over other keys is refused');
}

async function rejectRequest(api, request, admins) {
  chapter('Two administrators reject a request');
  for (const [at, admin] of admins.entries()) {
    const outcome = await send(api, api.tx.medicalRecords.reject(request, 'NotJustified'), admin);
    check(eventOf(outcome, 'RejectionRecorded'), `rejection ${at + 1} of ${admins.length} is recorded`);
    check(Boolean(eventOf(outcome, 'RequestRejected')) === (at + 1 === admins.length),
      at + 1 === admins.length ? 'with it the request is over' : 'the request is still open');
  }
  const stored = (await api.query.medicalRecords.requests(request)).unwrap();
  check(stored.status.isRejected, `its status is ${JSON.stringify(stored.status.toHuman())}`);
  const further = api.tx.medicalRecords.reject(request, 'NotJustified');
  await refused(api, further, admins[0], 'RequestClosed', 'a further vote is refused');
}

// `other` is a request to which the share does not belong, `stranger` an administrator who did not make it.
async function submitApproval(api, request, hex, admin, other, stranger) {
  chapter('An approval made by `medquorum approve --emit-call` is submitted');
  const call = api.createType('Call', hexToU8a(hex));
  check(call.section === 'medicalRecords' && call.method === 'approve', `the call reads ${call.section}.${call.method}`);
  check(u8aToHex(call.args[0].toU8a()) === request, 'it names the request');
  const moved = api.tx.medicalRecords.approve(other, call.args[1]);
  await refused(api, moved, admin, 'BadShareProof', 'the same share for another request is refused');
  await refused(api, api.tx(call), stranger, 'BadShareProof', 'the same share by another administrator is refused');
  const outcome = await send(api, api.tx(call), admin);
  const event = eventOf(outcome, 'ApprovalRecorded');
  check(event, `the chain verified the share: ${JSON.stringify(event?.toHuman().data)}`);
  const { votes } = (await api.query.medicalRecords.requests(request)).unwrap();
  check(votes.some((answer) => answer.vote.isShare), 'the share is in state, sealed to the requester');
}

async function main() {
  await cryptoWaitReady();
  const provider = new WsProvider(setting('MEDQUORUM_WS'));
  const api = await ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true });
  try {
    const version = api.runtimeVersion;
    console.log(`${await api.rpc.system.chain()}: ${version.specName} ${version.specVersion}, genesis ${api.genesisHash}`);
    const keyring = new Keyring({ type: 'sr25519', ss58Format: api.registry.chainSS58 });
    const of = (name) => keyring.addFromUri(`//${name}`);
    await readEverything(api, of('Ferdie').address);
    readDocumentation(api);
    await meetAnError(api, of('Two'));
    await registerTwice(api, of('Newcomer'), of('Alice'));
    const [toReject, toApprove] = [id(setting('REJECT_REQUEST')), id(setting('APPROVE_REQUEST'))];
    await submitApproval(api, toApprove, setting('APPROVE_CALL'), of('Charlie'), toReject, of('Bob'));
    await rejectRequest(api, toReject, [of('Alice'), of('Bob')]);
    console.log('\nEverything a Polkadot.js user needs is there.');
  } finally {
    await api.disconnect();
  }
}

main().catch((error) => {
  console.error(`\npolkadot-js: ${error.message}`);
  process.exitCode = 1;
});
