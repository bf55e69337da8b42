//! A node says why it refuses something beside its message: "Invalid Transaction", and as data "Transaction is outdated". What becomes of
//! a call is decided by the second (`failure`), so here it is part of the first.

use futures::FutureExt;
use subxt::rpcs::{
	Error, RpcClient, UserError,
	client::{RawRpcFuture, RawRpcSubscription, RawValue, RpcClientT},
};

/// A node whose errors tell their reasons.
pub(super) struct Reasons(pub(super) RpcClient);

/// An error with its reason, if it has one in words.
fn told(error: Error) -> Error {
	match error {
		Error::User(UserError {
			code,
			message,
			data: Some(data),
		}) => {
			let message = match serde_json::from_str::<String>(data.get()) {
				Ok(reason) => format!("{message}: {reason}"),
				Err(_) => message,
			};
			Error::User(UserError {
				code,
				message,
				data: Some(data),
			})
		}
		other => other,
	}
}

impl RpcClientT for Reasons {
	fn request_raw<'a>(
		&'a self,
		method: &'a str,
		params: Option<Box<RawValue>>,
	) -> RawRpcFuture<'a, Box<RawValue>> {
		let answer = self.0.request_raw(method, params);
		answer.map(|answer| answer.map_err(told)).boxed()
	}

	fn subscribe_raw<'a>(
		&'a self,
		subscribe: &'a str,
		params: Option<Box<RawValue>>,
		unsubscribe: &'a str,
	) -> RawRpcFuture<'a, RawRpcSubscription> {
		let answer = self.0.subscribe_raw(subscribe, params, unsubscribe);
		answer.map(|answer| answer.map_err(told)).boxed()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::failure::{says_for_now, says_outdated, says_priority, says_turned_away};

	use medquorum_core::advice::with_causes;

	/// As a node of polkadot-stable2609 sends them.
	fn refusal(code: i32, message: &str, data: &str) -> String {
		let object = serde_json::json!({ "code": code, "message": message, "data": data });
		let error: UserError = serde_json::from_value(object).unwrap();
		with_causes(&told(Error::User(error)))
	}

	#[test]
	fn what_a_node_says_beside_its_message_decides() {
		let outdated = refusal(1010, "Invalid Transaction", "Transaction is outdated");
		assert!(
			says_outdated(&outdated) && !says_turned_away(&outdated),
			"{outdated}"
		);
		let poor = refusal(
			1010,
			"Invalid Transaction",
			"Inability to pay some fees (e.g. account balance too low)",
		);
		assert!(says_turned_away(&poor) && !says_for_now(&poor), "{poor}");
		assert!(poor.contains("balance too low"), "{poor}");
		for reason in [
			"Transaction has a bad signature",
			"Transaction has an ancient birth block",
		] {
			let late = refusal(1010, "Invalid Transaction", reason);
			assert!(says_for_now(&late) && says_turned_away(&late), "{late}");
		}
		let taken = refusal(
			1014,
			"Priority is too low: (9 vs 9)",
			"The transaction has too low priority to replace another transaction already in the pool.",
		);
		assert!(says_priority(&taken) && says_turned_away(&taken), "{taken}");
		let full = refusal(
			1016,
			"Immediately Dropped",
			"The transaction couldn't enter the pool because of the limit",
		);
		assert!(says_turned_away(&full) && says_for_now(&full), "{full}");
	}

	#[test]
	fn data_that_is_not_words_is_left_where_it_is() {
		let object = serde_json::json!({ "code": 1, "message": "No", "data": { "at": 7 } });
		let error: UserError = serde_json::from_value(object).unwrap();
		let Error::User(error) = told(Error::User(error)) else {
			panic!("another error")
		};
		assert_eq!(error.message, "No");
		assert_eq!(error.data.unwrap().get(), r#"{"at":7}"#);
	}
}
