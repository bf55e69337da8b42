//! Errors of this machine: accounts, settings, keystore, journal, stores and files.

use std::io;

use medquorum_client::{
	accounts::AccountError,
	config::{ConfigError, HostError},
	contacts::ContactError,
	domain::{AddressError, IdError, RecordId, RequestId},
	entropy::EntropyError,
	files::FileError,
	journal::JournalError,
	keystore::{KeystoreError, PassphraseError},
	measure::BenchError,
	notes::NotesError,
	notify::NotifyError,
	ports::HistoryError,
	store::{HostFailure, HostFailures, StoreError},
	study::StudyError,
	trust::PinError,
};

use super::{broken, cid, text};

pub fn account() -> Vec<AccountError> {
	vec![
		AddressError::BadAddress(text("5abc")).into(),
		AddressError::OtherNetwork {
			given: text("1abc"),
			ours: text("5abc"),
		}
		.into(),
		AccountError::DevelopmentOnly(text("//Alice")),
		AccountError::BadUri(text("//alice")),
		AccountError::NotAnExport("/ann.json".into()),
		AccountError::BadParameters("/ann.json".into()),
		AccountError::CannotOpen("/ann.json".into()),
		AccountError::File(FileError::Missing("/ann.json".into())),
		AccountError::File(FileError::Exists("/ann.json".into())),
	]
}

pub fn config() -> Vec<ConfigError> {
	vec![
		ConfigError::NoHome,
		ConfigError::NotSetUp("/folder/config.json".into()),
		ConfigError::SetUpAlready("/folder/config.json".into()),
		ConfigError::Damaged {
			path: "/folder/config.json".into(),
			reason: text("no such field"),
		},
		ConfigError::NoGenesis,
		PinError("k is 0").into(),
		ConfigError::File(FileError::Missing("/folder".into())),
		ConfigError::File(FileError::Exists("/folder".into())),
	]
}

pub fn host() -> Vec<HostError> {
	let name = || text("ward-b");
	vec![
		HostError::BadName(text("ward b")),
		HostError::KnownName(name()),
		HostError::KnownAddress {
			url: text("http://127.0.0.1:5001"),
			name: name(),
		},
		HostError::UnknownHost(name()),
		HostError::OwnHost(name()),
		HostError::StillNeeded {
			name: name(),
			replicas: 3,
			left: 2,
		},
		HostError::Replicas {
			replicas: 3,
			hosts: 2,
		},
		HostError::NotKubo,
		HostError::PasswordOpen {
			path: "/password".into(),
			mode: 0o644,
		},
		HostError::PasswordText("/password".into()),
		HostError::File(FileError::Missing("/password".into())),
		HostError::File(FileError::Exists("/password".into())),
	]
}

pub fn keystore() -> Vec<KeystoreError> {
	let path = || "/folder/keystore".into();
	vec![
		KeystoreError::Missing(path()),
		KeystoreError::Exists(path()),
		KeystoreError::NotAKeystore(path()),
		KeystoreError::Truncated {
			path: path(),
			length: 5,
		},
		KeystoreError::BadParameters(path()),
		KeystoreError::Weak {
			path: path(),
			m_kib: 8,
		},
		KeystoreError::CannotOpen(path()),
		KeystoreError::NewerFormat(path()),
		KeystoreError::KeyDerivation {
			path: path(),
			m_kib: 65_536,
		},
		KeystoreError::NoEntropy,
		KeystoreError::Passphrase(PassphraseError::Empty),
		KeystoreError::File(FileError::NoPermission(path())),
		KeystoreError::File(FileError::Exists(path())),
	]
}

pub fn passphrase() -> Vec<PassphraseError> {
	vec![
		PassphraseError::Empty,
		PassphraseError::NotText,
		PassphraseError::ManyLines("/passphrase".into()),
		PassphraseError::File(FileError::Missing("/passphrase".into())),
		PassphraseError::File(FileError::Exists("/passphrase".into())),
	]
}

pub fn journal() -> Vec<JournalError> {
	let path = || "/folder/journal".into();
	vec![
		HistoryError::RejectedBefore.into(),
		HistoryError::ApprovedBefore.into(),
		HistoryError::SetBack.into(),
		HistoryError::EpochOver { epoch: 1, current: 2 }.into(),
		JournalError::Damaged {
			path: path(),
			line: 3,
		},
		JournalError::CutOff { path: path() },
		JournalError::File(FileError::Busy(path())),
		JournalError::File(FileError::Exists(path())),
	]
}

pub fn notes() -> Vec<NotesError> {
	let path = "/folder/notes.jsonl".into();
	vec![
		NotesError::Damaged { path, line: 3 },
		NotesError::Later("/folder/notes.jsonl".into()),
	]
}

fn failures(count: usize) -> HostFailures {
	let source = || io::Error::from(io::ErrorKind::ConnectionRefused);
	let errors = [
		StoreError::Unreachable {
			store: text("Kubo at http://b.example"),
			host: text("b.example"),
			hint: "start it with `ipfs daemon`",
			source: Some(Box::new(source())),
		},
		StoreError::File(FileError::Full("/store".into())),
	];
	let errors = errors.into_iter().take(count);
	let named = errors.zip(["b", "c"]).map(|(error, host)| HostFailure {
		host: text(host),
		error: Box::new(error),
	});
	HostFailures(named.collect())
}

fn kubo() -> String {
	text("Kubo at http://127.0.0.1:5001")
}

fn read_and_reached() -> Vec<StoreError> {
	let store = kubo;
	vec![
		StoreError::Missing {
			store: store(),
			cid: cid(),
		},
		StoreError::Incomplete {
			store: store(),
			cid: cid(),
			block: cid(),
		},
		StoreError::Altered {
			store: store(),
			cid: cid(),
			block: cid(),
		},
		StoreError::Truncated {
			store: store(),
			cid: cid(),
			have: 5,
			want: 7,
		},
		StoreError::Unreachable {
			store: store(),
			host: text("127.0.0.1"),
			hint: "start it with `ipfs daemon`",
			source: None,
		},
		StoreError::BadAddress(text("ipfs.example")),
		StoreError::BadPassword,
		StoreError::PasswordInClear(text("http://ipfs.example:5001")),
		StoreError::Denied { store: store() },
		StoreError::Untrusted {
			store: store(),
			reason: text("it has expired"),
		},
		StoreError::NotFetched {
			store: store(),
			cid: cid(),
			seconds: 60,
		},
	]
}

pub fn store() -> Vec<StoreError> {
	let store = kubo;
	let mut all = read_and_reached();
	all.extend([
		StoreError::NotThere {
			store: text(
				"the repository 12D3KooWa of the IPFS daemon at http://127.0.0.1:5001, where 12D3KooWb answers now,",
			),
		},
		StoreError::NotThere {
			store: text("the store /disk"),
		},
		StoreError::Full { store: store() },
		StoreError::TimedOut {
			store: store(),
			action: "pin an object",
			seconds: 60,
		},
		StoreError::CidMismatch {
			store: store(),
			ours: cid(),
			theirs: text("Qm2"),
		},
		StoreError::Refused {
			store: store(),
			action: "pin an object",
			reason: text("no route"),
		},
		StoreError::StillThere {
			store: store(),
			cid: cid(),
		},
		StoreError::Barred {
			store: store(),
			cid: cid(),
		},
		StoreError::NotDenied {
			store: store(),
			file: text("/ipfs/denylists/medquorum.deny"),
		},
		StoreError::NotRemovedEverywhere {
			cid: cid(),
			reasons: failures(2),
		},
		StoreError::Source(broken()),
		StoreError::Cancelled,
		StoreError::File(FileError::Full("/store".into())),
		StoreError::File(FileError::Exists("/store".into())),
	]);
	let few = |left| StoreError::TooFewReplicas {
		cid: cid(),
		have: 1,
		want: 3,
		reasons: failures(2),
		left: failures(left),
	};
	all.extend([few(0), few(1)]);
	all.extend(host().into_iter().map(StoreError::Host));
	all
}

pub fn study() -> Vec<StudyError> {
	vec![
		StudyError::Special {
			path: "/study/pipe".into(),
		},
		StudyError::BadName {
			path: "/study/a".into(),
		},
		StudyError::SameName(text("a.dcm")),
		StudyError::Empty {
			path: "/study".into(),
		},
		StudyError::TooMany,
		StudyError::NotAStudy,
		StudyError::BadContents("a length"),
		StudyError::NoSeries { wanted: text("7") },
		StudyError::TooManyOpen { files: 5000 },
		StudyError::File(FileError::Missing("/study".into())),
		StudyError::File(FileError::Exists("/study".into())),
	]
}

pub fn file() -> Vec<FileError> {
	let path = || "/folder/scan.dcm".into();
	vec![
		FileError::Exists(path()),
		FileError::Missing(path()),
		FileError::NoFolder(path()),
		FileError::IsFolder(path()),
		FileError::NotPlain(path()),
		FileError::NoUnnamed(path()),
		FileError::NoPermission(path()),
		FileError::Full(path()),
		FileError::Busy(path()),
		FileError::TooLarge {
			path: path(),
			limit: 5,
		},
		FileError::Io {
			action: "read",
			path: path(),
			source: broken(),
		},
	]
}

pub fn entropy() -> Vec<EntropyError> {
	vec![getrandom::Error::UNSUPPORTED.into()]
}

pub fn id() -> Vec<IdError> {
	vec![
		"12".parse::<RecordId>().unwrap_err(),
		"zz".repeat(16).parse::<RequestId>().unwrap_err(),
	]
}

pub fn contact() -> Vec<ContactError> {
	vec![
		ContactError::BadName(text("")),
		ContactError::NameTaken {
			name: text("Ann"),
			account: text("5abc"),
		},
		ContactError::AccountTaken {
			account: text("5abc"),
			name: text("Ann"),
		},
		ContactError::Unknown(text("Ben")),
		AccountError::from(AddressError::BadAddress(text("5abc"))).into(),
		ContactError::Account(AccountError::CannotOpen("/ann.json".into())),
		ContactError::Damaged {
			path: "/folder/contacts.json".into(),
			reason: text("no such field"),
		},
		ContactError::File(FileError::Busy("/folder".into())),
		ContactError::File(FileError::Exists("/folder".into())),
	]
}

pub fn bench() -> Vec<BenchError> {
	vec![
		BenchError::File(FileError::Full("/bench".into())),
		BenchError::File(FileError::Exists("/bench".into())),
		BenchError::TooLong("/bench".into()),
		BenchError::Corrupt {
			path: "/bench".into(),
			source: medquorum_envelope::Error::Truncated,
		},
		BenchError::Broken { what: "deal" },
		BenchError::Thread,
	]
}

pub fn address() -> Vec<AddressError> {
	vec![
		AddressError::BadAddress(text("5abc")),
		AddressError::OtherNetwork {
			given: text("1abc"),
			ours: text("5abc"),
		},
	]
}

pub fn pin() -> Vec<PinError> {
	vec![PinError("k is 0")]
}

pub fn history() -> Vec<HistoryError> {
	vec![
		HistoryError::RejectedBefore,
		HistoryError::ApprovedBefore,
		HistoryError::SetBack,
		HistoryError::EpochOver { epoch: 1, current: 2 },
	]
}

pub fn notify() -> Vec<NotifyError> {
	let host = || text("hooks.example");
	vec![
		NotifyError::BadUrl,
		NotifyError::InsecureWebhook(host()),
		NotifyError::ShortSecret(16),
		NotifyError::SecretText("/secret".into()),
		NotifyError::NoTls,
		NotifyError::WebhookDown {
			host: host(),
			source: None,
		},
		NotifyError::WebhookDown {
			host: host(),
			source: Some("refused".into()),
		},
		NotifyError::WebhookRefused {
			host: host(),
			status: 500,
		},
		NotifyError::NoDesktop,
		NotifyError::DesktopFailed(text("exit status: 1")),
		NotifyError::DesktopBroken(broken()),
	]
}
