//! What answers in a node's place in tests.

use futures::FutureExt;
use serde_json::Value;
use subxt::rpcs::{
	Error,
	client::{RawRpcFuture, RawRpcSubscription, RawValue, RpcClientT},
};

/// Answers each request by this function of method and parameters, after a moment.
pub(crate) struct Double<Answer>(pub(crate) Answer);

impl<Answer> RpcClientT for Double<Answer>
where
	Answer: Fn(&str, &Value) -> Result<Value, Error> + Send + Sync + 'static,
{
	fn request_raw<'a>(
		&'a self,
		method: &'a str,
		params: Option<Box<RawValue>>,
	) -> RawRpcFuture<'a, Box<RawValue>> {
		let params = params.map_or(Value::Null, |params| serde_json::from_str(params.get()).unwrap());
		let answer = self.0(method, &params);
		async move {
			tokio::task::yield_now().await;
			answer.map(|answer| serde_json::value::to_raw_value(&answer).unwrap())
		}
		.boxed()
	}

	fn subscribe_raw<'a>(
		&'a self,
		_: &'a str,
		_: Option<Box<RawValue>>,
		_: &'a str,
	) -> RawRpcFuture<'a, RawRpcSubscription> {
		unreachable!("nothing is followed")
	}
}
