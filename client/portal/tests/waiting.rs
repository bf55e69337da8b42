//! A page asks by itself whether something waits: that is no use by a person, and only whoever was let in is answered.
#![forbid(unsafe_code)]
use crate::common::*;
use std::time::Duration;

const ASKED: &str = "/waiting?of=start&after=0";

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_asks_by_itself_keeps_no_portal_open() {
	let stage = Stage::with(true, Duration::from_secs(2)).await;
	let cookie = stage.enter();
	// Far more often than a page does; were it use, this would never end.
	for _ in 0..600 {
		let answer = stage.get(ASKED, &cookie);
		if answer.header("location") == Some("/unlock") {
			stage.end().await.unwrap();
			return;
		}
		// The node is away, of which the page says nothing by itself.
		assert_eq!((answer.status, answer.body.as_str()), (204, ""));
		tokio::time::sleep(Duration::from_millis(100)).await;
	}
	panic!("it never locked");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_is_given_no_form_for_the_passphrase() {
	let stage = Stage::set(false).await;
	let cookie = stage.enter();
	let host = stage.host();
	let ask = |cookie: &str| {
		let headers = [
			("Host", host.as_str()),
			("Cookie", cookie),
			("HX-Request", "true"),
		];
		stage.raw("GET", ASKED, &headers, "")
	};
	let locked = ask(&cookie);
	assert_eq!((locked.status, locked.body.as_str()), (204, ""));
	assert_eq!(locked.header("location"), None);
	assert_eq!(ask("").status, 401);
	// The control: a person is led to the form.
	assert_eq!(stage.get(ASKED, &cookie).header("location"), Some("/unlock"));
	stage.end().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn nonsense_is_answered_with_nothing() {
	let stage = Stage::set(true).await;
	let cookie = stage.enter();
	for asked in [
		"",
		"?of=start",
		"?after=1",
		"?of=//evil.example&after=0",
		"?of=start&after=-1",
	] {
		let answer = stage.get(&format!("/waiting{asked}"), &cookie);
		assert_eq!((answer.status, answer.body.as_str()), (204, ""), "{asked}");
	}
	stage.end().await.unwrap();
}
