//! A daemon behind TLS that asks for a password, as those of other hosts do.

use medquorum_client::{
	advice::{Advice as _, in_one_line},
	store::{
		Store, StoreError,
		kubo::{Access, Authorization, KuboStore, Patience},
	},
};
use medquorum_e2e::{Kubo, TlsFront};
use medquorum_envelope::Cid;
use secrecy::SecretString;
use std::{env, io::Cursor, path::Path, process::Command};

/// Tells a test that was started by itself where the daemon is.
const URL: &str = "MEDQUORUM_TEST_URL";
const SECRET: &str = "ward:kaninchen 7:x";

fn store(url: &str, password: Option<&str>) -> Result<KuboStore, StoreError> {
	let password = password.map(|text| Authorization::new(&SecretString::from(text)).unwrap());
	let access = Access {
		url: url.to_owned(),
		password,
	};
	KuboStore::connect(access, Patience::default())
}

fn guarded_kubo() -> Kubo {
	let mut kubo = Kubo::start();
	let setting = format!(r#"{{"ward":{{"AuthSecret":"basic:{SECRET}","AllowedPaths":["/api/v0"]}}}}"#);
	kubo.ipfs(&["config", "--json", "API.Authorizations", &setting]);
	kubo.while_stopped(|_| ());
	kubo
}

/// Runs the test `name` of this file once more, in a process that trusts the authority. OpenSSL reads the variable only at its
/// start.
fn run_trusting(name: &str, url: &str, authority: &Path) {
	let output = Command::new(env::current_exe().unwrap())
		.args(["--exact", name, "--nocapture"])
		.env("SSL_CERT_FILE", authority)
		.env(URL, url)
		.output()
		.unwrap();
	let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
	assert!(
		output.status.success() && text.contains("1 passed"),
		"{name} failed in its own process:\n{text}"
	);
}

async fn read(store: &KuboStore, cid: &Cid) -> Vec<u8> {
	let mut chunks = store.get(cid, None).await.unwrap();
	let mut content = Vec::new();
	while let Some(chunk) = chunks.recv().await {
		content.extend_from_slice(&chunk.unwrap());
	}
	content
}

/// Every kind of request, the large and the small.
async fn use_all(store: &KuboStore) {
	let content: Vec<u8> = (0..5_000_000_u32).map(|i| (i % 251) as u8).collect();
	let source = || Box::new(Cursor::new(content.clone()));
	let cid = store.put(source()).await.unwrap();
	assert!(store.pinned(&cid).await.unwrap() && store.contains(&cid).await.unwrap());
	assert!(read(store, &cid).await == content);
	let resumed = store.resume(source()).await.unwrap();
	assert_eq!((resumed.cid, resumed.sent), (cid, 0));
	store.pin(&cid).await.unwrap();
	store.remove(&cid).await.unwrap();
	assert!(!store.pinned(&cid).await.unwrap() && !store.contains(&cid).await.unwrap());
}

/// A daemon that refuses is named as such, whatever it was asked.
async fn assert_denied(store: &KuboStore) {
	let large = || Box::new(Cursor::new(vec![7; 20 << 20]));
	let cid = Cid::of_raw(b"x");
	let errors = [
		store.version().await.map(drop).unwrap_err(),
		store.put(large()).await.map(drop).unwrap_err(),
		store.resume(large()).await.map(drop).unwrap_err(),
		store.get(&cid, None).await.map(drop).unwrap_err(),
		store.pin(&cid).await.unwrap_err(),
		store.pinned(&cid).await.map(drop).unwrap_err(),
		store.contains(&cid).await.map(drop).unwrap_err(),
		store.remove(&cid).await.unwrap_err(),
	];
	for error in errors {
		assert!(matches!(error, StoreError::Denied { .. }), "{error:?}");
		assert!(!format!("{error}{error:?}").contains("kaninchen"));
		assert!(error.next().contains("API.Authorizations"), "{}", error.next());
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn daemon_behind_tls_serves_who_knows_the_password() {
	if let Ok(url) = env::var(URL) {
		let known = store(&url, Some(SECRET)).unwrap();
		assert!(!known.is_near() && known.verifies());
		use_all(&known).await;
		assert_denied(&store(&url, Some("ward:kaninchen 8:x")).unwrap()).await;
		assert_denied(&store(&url, Some("other:kaninchen 7:x")).unwrap()).await;
		assert_denied(&store(&url, None).unwrap()).await;
		return;
	}
	let kubo = guarded_kubo();
	let front = TlsFront::start(kubo.api());
	// The certificate is for `localhost`: another name of the same machine is not its.
	let other_name = front.url().replace("localhost", "127.0.0.1");
	for url in [front.url(), other_name] {
		let error = store(&url, Some(SECRET)).unwrap().version().await.unwrap_err();
		let StoreError::Untrusted { reason, .. } = &error else {
			panic!("{url} was trusted, or failed otherwise: {error:?}");
		};
		assert!(reason.contains("certificate verify failed"), "{reason}");
		let advice = in_one_line(&error);
		assert!(
			advice.contains(&url) && advice.contains("SSL_CERT_FILE"),
			"{advice}"
		);
	}
	run_trusting(
		"kubo_access::daemon_behind_tls_serves_who_knows_the_password",
		&front.url(),
		&front.authority(),
	);
}

#[tokio::test(flavor = "multi_thread")]
async fn password_stays_on_this_machine_without_tls() {
	let kubo = guarded_kubo();
	let near = store(kubo.api(), Some(SECRET)).unwrap();
	assert!(near.is_near() && !near.verifies());
	use_all(&near).await;
	assert_denied(&store(kubo.api(), None).unwrap()).await;
	for url in [
		"http://10.1.2.3:5001",
		"http://ipfs.ward.example",
		"http://[fe80::1]:5001",
	] {
		let Err(error) = store(url, Some(SECRET)) else {
			panic!("the password would go to {url} in clear");
		};
		assert!(matches!(error, StoreError::PasswordInClear(_)), "{error:?}");
		let advice = in_one_line(&error);
		assert!(
			advice.contains("https://") && !advice.contains("kaninchen"),
			"{advice}"
		);
		// Without a password it is the operator's affair.
		store(url, None).unwrap();
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn address_without_tls_behind_it_is_told_from_a_bad_certificate() {
	let kubo = Kubo::start();
	let url = kubo.api().replace("http://127.0.0.1", "https://localhost");
	let error = store(&url, None).unwrap().version().await.unwrap_err();
	assert!(matches!(error, StoreError::Unreachable { .. }), "{error:?}");
	assert!(error.to_string().contains(&url), "{error}");
}
